package io.fairlead.page.view;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SortedMap;

/** A bar that shows how full a pool is. The text beside it says the same. */
final class PoolBar {

    private PoolBar() {}

    static void write(Html html, PoolMap pool) {
        BigInteger size = pool.size();
        if (size.signum() == 0) {
            return;
        }
        SortedMap<String, BigInteger> counts = pool.counts();
        html.open("svg", "class", "bar", "viewBox", "0 0 100 1", "preserveAspectRatio", "none", "aria-hidden", "true");
        BigInteger before = BigInteger.ZERO;
        for (AddressState state : AddressState.FULLEST_FIRST) {
            BigInteger count = counts.getOrDefault(state.words(), BigInteger.ZERO);
            if (count.signum() > 0) {
                String from = percent(before, size);
                html.open("rect", "class", state.css(), "x", from, "width", percent(count, size), "height", "1")
                        .close("rect");
                before = before.add(count);
            }
        }
        html.close("svg");
    }

    private static String percent(BigInteger part, BigInteger whole) {
        return new BigDecimal(part.multiply(BigInteger.valueOf(100)))
                .divide(new BigDecimal(whole), 3, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
