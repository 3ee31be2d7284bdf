package io.fairlead.model;

import io.fairlead.address.AddressRange;

/**
 * The desired pod network.
 *
 * @param cidr its addresses
 * @param apply whether Calico's IPPool is changed to it; otherwise the steps are only reported
 */
public record PodNetwork(AddressRange cidr, boolean apply) {}
