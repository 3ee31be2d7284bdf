package io.fairlead.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of CPU or memory, above zero and no finer than a thousandth.
 *
 * @param amount the number of cores or bytes
 * @param binary whether it was written in powers of 1024, and is printed so
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
public record Quantity(BigDecimal amount, boolean binary) implements Comparable<Quantity> {

    private static final Pattern SYNTAX = Pattern.compile("\\+?(?<number>\\d++\\.?+\\d*+|\\.\\d++)"
            + "(?:(?<binary>[KMGTPE]i)|[eE](?<exponent>[-+]?\\d++)|(?<decimal>[numkMGTPE]?))");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final int THOUSANDTHS = DECIMAL.indexOf("m");
    private static final BigInteger KIBI = BigInteger.valueOf(1024);
    private static final BigInteger KILO = BigInteger.valueOf(1000);

    /** The largest quantity. Kubernetes uses it for anything above. */
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final int LONGEST = 100;
    private static final int LONGEST_EXPONENT = 5;

    /**
     * Parses {@code text} as Kubernetes does; empty if it is not a quantity, is zero, or is finer than a thousandth. A
     * quantity of more than 63 bits becomes the largest.
     */
    public static Optional<Quantity> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (text.length() > LONGEST || !matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group("number"));
        boolean binary = matcher.group("binary") != null;
        if (!binary
                && matcher.group("exponent") != null
                && matcher.group("exponent").length() > LONGEST_EXPONENT) {
            return Optional.empty();
        }
        BigDecimal amount = binary
                ? number.multiply(new BigDecimal(KIBI.pow(BINARY.indexOf(matcher.group("binary")))))
                : number.scaleByPowerOfTen(powerOfTen(matcher));
        boolean told = amount.signum() > 0 && amount.stripTrailingZeros().scale() <= 3;
        return told ? Optional.of(new Quantity(amount.min(MOST), binary)) : Optional.empty();
    }

    private static int powerOfTen(Matcher matcher) {
        return matcher.group("exponent") == null
                ? 3 * (DECIMAL.indexOf(matcher.group("decimal")) - DECIMAL.indexOf(""))
                : Integer.parseInt(matcher.group("exponent"));
    }

    /** The quantity of a valid text; throws {@link IllegalArgumentException} for any other. */
    public static Quantity of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** Whether it is a number of whole units. */
    public boolean isWhole() {
        return amount.stripTrailingZeros().scale() <= 0;
    }

    @Override
    public int compareTo(Quantity other) {
        return amount.compareTo(other.amount);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quantity quantity && toString().equals(quantity.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** The text that the API server stores for it: no fraction, the largest suffix. */
    @Override
    public String toString() {
        return binary && isWhole() && amount.compareTo(new BigDecimal(KIBI)) >= 0
                ? shortest(amount.toBigIntegerExact(), KIBI, BINARY)
                : shortest(
                        amount.movePointRight(3).toBigIntegerExact(),
                        KILO,
                        DECIMAL.subList(THOUSANDTHS, DECIMAL.size()));
    }

    private static String shortest(BigInteger number, BigInteger step, List<String> suffixes) {
        BigInteger left = number;
        int power = 0;
        while (power < suffixes.size() - 1 && left.mod(step).signum() == 0) {
            left = left.divide(step);
            power++;
        }
        return left + suffixes.get(power);
    }
}
