package io.fairlead.desired;

import com.google.gson.JsonPrimitive;
import java.math.BigDecimal;
import java.util.Optional;

/** JSON numbers as a twin holds them. A whole number may arrive as {@code 4} or as {@code 4.0}. */
final class Numbers {

    private static final BigDecimal LEAST = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    /** No useful number has more digits. The time to parse a number grows with the square of its length. */
    private static final int LONGEST = 100;

    private Numbers() {}

    /** The number's exact value; empty if JSON does not allow it (infinite, not a number) or if it has too many digits. */
    static Optional<BigDecimal> exact(JsonPrimitive number) {
        if (number.getAsString().length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(number.getAsString()));
        } catch (NumberFormatException notFinite) {
            return Optional.empty();
        }
    }

    /** Whether the number has no fraction. Never expands a large exponent. */
    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    /** The number in its canonical form: without a fraction if it is whole. */
    static String canonical(JsonPrimitive number) {
        Optional<BigDecimal> exact = exact(number);
        if (exact.isEmpty()) {
            return number.getAsString();
        }
        BigDecimal value = exact.get();
        boolean isLong = isWhole(value) && value.compareTo(LEAST) >= 0 && value.compareTo(MOST) <= 0;
        return isLong
                ? Long.toString(value.longValueExact())
                : value.stripTrailingZeros().toString();
    }
}
