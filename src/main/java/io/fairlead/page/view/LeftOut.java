package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.page.view.PoolMap.Open;
import io.fairlead.page.view.PoolMap.Run;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits runs of free addresses at the addresses that end in 0 or 255, which the load balancer does not assign. */
final class LeftOut {

    /** Longer runs are not split. They are shown as ranges, and the title of the pool says that these are left out. */
    private static final BigInteger MOST = BigInteger.valueOf(1024);

    private LeftOut() {}

    static List<Run> split(List<Run> runs) {
        List<Run> result = new ArrayList<>();
        for (Run run : runs) {
            if (run instanceof Open open && isShort(open.range())) {
                split(open.range(), result);
            } else {
                result.add(run);
            }
        }
        return result;
    }

    private static boolean isShort(AddressRange range) {
        return range.first().isIpv4() && range.size().compareTo(MOST) <= 0;
    }

    private static void split(AddressRange range, List<Run> result) {
        Address first = range.first();
        Optional<Address> at = Optional.of(first);
        while (at.isPresent() && range.contains(at.get())) {
            Optional<Address> next = at.get().plus(1);
            boolean ends =
                    next.isEmpty() || !range.contains(next.get()) || next.get().isBuggy() != first.isBuggy();
            if (ends) {
                result.add(new Open(
                        new AddressRange(first, at.get()),
                        first.isBuggy() ? AddressState.LEFT_OUT : AddressState.FREE));
                first = next.orElse(first);
            }
            at = next;
        }
    }
}
