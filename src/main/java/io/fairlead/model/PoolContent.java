package io.fairlead.model;

import io.fairlead.address.AddressSet;

/**
 * What the object of a pool is to have.
 *
 * @param given the addresses that it gives
 * @param retired those that it only keeps for who has them: they are given last
 * @param autoAssign whether a Service that names no pool may get one
 * @param avoidBuggyIps whether it gives no address that ends in .0 or .255
 * @param adopted whether somebody else made the object, so that it gets no label of Fairlead's
 */
public record PoolContent(
        AddressSet given, AddressSet retired, boolean autoAssign, boolean avoidBuggyIps, boolean adopted) {}
