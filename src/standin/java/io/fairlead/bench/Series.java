package io.fairlead.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Values of one quantity, in the order they were measured. */
final class Series {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    int size() {
        return values.size();
    }

    double median() {
        return quantile(0.5);
    }

    /** The value below which this share of them lies. */
    double quantile(double share) {
        List<Double> sorted = values.stream().sorted().toList();
        double at = share * (sorted.size() - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (at - below) * (sorted.get(above) - sorted.get(below));
    }

    /** The median and, where there are more than one, the least and the greatest. */
    String text() {
        String median = number(median());
        return size() < 2 ? median : median + " (" + number(quantile(0)) + "–" + number(quantile(1)) + ")";
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%.0f", value);
    }
}
