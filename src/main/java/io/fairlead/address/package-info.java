/** Addresses, ranges and sets of addresses: exact arithmetic over IPv4 and IPv6, never rounded to CIDRs. */
@NullMarked
package io.fairlead.address;

import org.jspecify.annotations.NullMarked;
