package io.fairlead.desired;

import static io.fairlead.desired.Problems.in;
import static io.fairlead.desired.Problems.quoted;

import io.fairlead.model.Code;
import io.fairlead.model.Quantity;
import io.fairlead.model.Resources;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads the requests and limits of a pod. A default adapts to the values that are set: it neither raises a limit nor is less
 * than a request.
 */
final class ResourcesReader {

    /** The least memory of a container; container runtimes refuse less. */
    private static final Quantity LEAST_MEMORY = Quantity.of("6Mi");

    private static final Pattern BYTES =
            Pattern.compile("(?<number>\\d{1,15}(?:\\.\\d{1,15})?)\\s?(?<prefix>[kmgtKMGT])(?<binary>[iI]?)[bB]?");

    private static final Quantity LEAST_CPU = Quantity.of("1m");

    /**
     * The memory of the largest device ({@link io.fairlead.model.Platform#hasLargestDevice}). The bound keeps one pod from
     * taking the memory of all others and of the device itself
     * (<a href="https://learn.microsoft.com/azure/databox-online/azure-stack-edge-pro-r-technical-specifications-compliance">Azure
     * Stack Edge Pro R</a>).
     */
    private static final Quantity MOST_MEMORY = Quantity.of("256Gi");

    /** The vCPUs of the same device. */
    private static final Quantity MOST_CPU = Quantity.of("40");

    private final String path;
    private final Values values;
    private final Problems problems;

    ResourcesReader(String path, Values values, Problems problems) {
        this.path = path;
        this.values = values;
        this.problems = problems;
    }

    Resources read() {
        Optional<Quantity> cpu = cpu("cpu");
        Optional<Quantity> cpuLimit = cpu("cpuLimit");
        Optional<Quantity> memory = memory("memory");
        Optional<Quantity> memoryLimit = memory("memoryLimit");
        order("cpu", cpu, cpuLimit);
        order("memory", memory, memoryLimit);
        Resources defaults = Resources.DEFAULT;
        return new Resources(
                request(cpu, cpuLimit, defaults.cpu()),
                request(memory, memoryLimit, defaults.memory()),
                limit(cpu, cpuLimit, defaults.cpuLimit()),
                limit(memory, memoryLimit, defaults.memoryLimit()),
                values.whole("gpu", 0));
    }

    private static Quantity request(Optional<Quantity> request, Optional<Quantity> limit, Quantity otherwise) {
        return request.orElseGet(() -> Stream.concat(limit.stream(), Stream.of(otherwise))
                .min(Quantity::compareTo)
                .orElseThrow());
    }

    private static Quantity limit(Optional<Quantity> request, Optional<Quantity> limit, Quantity otherwise) {
        return limit.orElseGet(() -> Stream.concat(request.stream(), Stream.of(otherwise))
                .max(Quantity::compareTo)
                .orElseThrow());
    }

    private Optional<Quantity> cpu(String key) {
        return quantity(key, LEAST_CPU, MOST_CPU, "cores, such as 250m or 1.5");
    }

    private Optional<Quantity> memory(String key) {
        Optional<Quantity> memory = quantity(key, LEAST_MEMORY, MOST_MEMORY, "bytes, such as 64Mi or 1.5Gi");
        memory.filter(bytes -> !bytes.isWhole())
                .ifPresent(bytes -> problems.add(
                        in(path, key), Code.BadQuantity, bytes + " is not a whole number of bytes; round it."));
        return memory.filter(Quantity::isWhole);
    }

    private Optional<Quantity> quantity(String key, Quantity least, Quantity most, String unit) {
        Optional<String> text = values.text(key);
        Optional<Quantity> quantity = text.flatMap(Quantity::parse);
        if (text.isPresent() && quantity.isEmpty()) {
            problems.add(
                    in(path, key),
                    Code.BadQuantity,
                    quoted(text.get()) + " is not a quantity above zero in steps of 1m; give "
                            + units(text.get())
                                    .filter(any -> most.equals(MOST_MEMORY))
                                    .orElse(unit) + ".");
        }
        boolean isLimited = problems.platform().hasLargestDevice();
        boolean outside = quantity.isPresent()
                && (quantity.get().compareTo(least) < 0
                        || (isLimited && quantity.get().compareTo(most) > 0));
        if (outside) {
            problems.add(
                    in(path, key),
                    Code.OutOfRange,
                    quoted(text.orElseThrow()) + " is out of range; give " + least
                            + (isLimited ? " to " + most : " or more") + " " + unit + ".");
        }
        return quantity.filter(read -> !outside);
    }

    /** A suggestion for a quantity in megabytes and the like. Kubernetes writes no B, and K differs from Ki. */
    private static Optional<String> units(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group("number");
        String prefix = matcher.group("prefix").toUpperCase(Locale.ROOT);
        String binary = number + prefix + "i";
        return Optional.of(
                matcher.group("binary").isEmpty()
                        ? number + (prefix.equals("K") ? "k" : prefix) + " or " + binary
                        : binary);
    }

    private void order(String key, Optional<Quantity> request, Optional<Quantity> limit) {
        if (request.isPresent() && limit.isPresent() && limit.get().compareTo(request.get()) < 0) {
            problems.add(
                    in(path, key + "Limit"),
                    Code.OutOfRange,
                    "The limit " + limit.get() + " is below `" + key + "`, " + request.get()
                            + "; raise it, or ask for less.");
        }
    }
}
