package io.fairlead.standin.cluster.objects;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A resource quantity and the canonical text that the API server stores for it.
 *
 * @see <a href="https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/">Quantity</a>
 */
record Quantity(BigDecimal value, Format format) {
    private static final Pattern SYNTAX =
            Pattern.compile("([+-]?[0-9]+\\.?[0-9]*|[+-]?\\.[0-9]+)(?:([eE][+-]?[0-9]+)|([KMGTPE]i)|([numkMGTPE]?))");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

    private enum Format {
        BINARY,
        DECIMAL,
        EXPONENT
    }

    static Optional<Quantity> parse(String text) {
        Matcher match = SYNTAX.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(match.group(1));
        if (match.group(2) != null) {
            int exponent = Integer.parseInt(match.group(2).substring(1));
            return Optional.of(new Quantity(number.scaleByPowerOfTen(exponent), Format.EXPONENT));
        }
        if (match.group(3) != null) {
            BigDecimal factor = KIBI.pow(BINARY.indexOf(match.group(3)));
            return Optional.of(new Quantity(number.multiply(factor), Format.BINARY));
        }
        int exponent = 3 * (DECIMAL.indexOf(match.group(4)) - DECIMAL.indexOf(""));
        return Optional.of(new Quantity(number.scaleByPowerOfTen(exponent), Format.DECIMAL));
    }

    /** The shortest text without a fraction, in the suffix family that it was written in. */
    String canonical() {
        BigDecimal exact = value.setScale(9, RoundingMode.UP);
        boolean whole = exact.stripTrailingZeros().scale() <= 0;
        if (format == Format.BINARY && whole && exact.abs().compareTo(KIBI) >= 0) {
            return binary(exact.toBigIntegerExact());
        }
        return decimal(exact.movePointRight(9).toBigIntegerExact());
    }

    private static String binary(BigInteger number) {
        BigInteger kibi = BigInteger.valueOf(1024);
        int power = 0;
        while (power < BINARY.size() - 1 && number.mod(kibi).signum() == 0) {
            number = number.divide(kibi);
            power++;
        }
        return number + BINARY.get(power);
    }

    private String decimal(BigInteger nano) {
        if (nano.signum() == 0) {
            return "0";
        }
        BigInteger thousand = BigInteger.valueOf(1000);
        int power = 0;
        while (power < DECIMAL.size() - 1 && nano.mod(thousand).signum() == 0) {
            nano = nano.divide(thousand);
            power++;
        }
        int exponent = 3 * power - 9;
        if (format == Format.EXPONENT) {
            return nano + (exponent == 0 ? "" : "e" + exponent);
        }
        return nano + DECIMAL.get(power);
    }
}
