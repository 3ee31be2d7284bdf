package io.fairlead.fleet.definition;

import java.util.Optional;

/**
 * A limit: a number of sites, or a percentage of sites.
 *
 * @param amount the number, or the percentage
 * @param percent whether it is a percentage
 */
public record Limit(double amount, boolean percent) {

    /** Parses {@code 3} or {@code 2%}; empty if the text is neither, or over 100 %. */
    static Optional<Limit> parse(String text) {
        boolean percent = text.endsWith("%");
        String number = percent ? text.substring(0, text.length() - 1).strip() : text;
        if (!number.matches(percent ? "\\d{1,3}(\\.\\d{1,3})?" : "\\d{1,7}")) {
            return Optional.empty();
        }
        double amount = Double.parseDouble(number);
        return percent && amount > 100 ? Optional.empty() : Optional.of(new Limit(amount, percent));
    }

    /** Whether {@code count} of {@code all} sites reach the number, which is at least 1, or exceed the percentage. */
    public boolean isReached(int count, int all) {
        return percent ? count * 100.0 > amount * all : count >= Math.max(1, amount);
    }

    @Override
    public String toString() {
        return (amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount))
                + (percent ? "%" : "");
    }
}
