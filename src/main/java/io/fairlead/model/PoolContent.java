package io.fairlead.model;

import io.fairlead.address.AddressSet;

/**
 * The desired content of a pool's object.
 *
 * @param given the addresses that it gives
 * @param retired addresses that stay only while a Service has them; they come last
 * @param autoAssign whether a Service that names no pool may get an address
 * @param avoidBuggyIps whether it gives no address that ends in .0 or .255
 * @param adopted whether others created the object, so that it does not get Fairlead's label
 */
public record PoolContent(
        AddressSet given, AddressSet retired, boolean autoAssign, boolean avoidBuggyIps, boolean adopted) {}
