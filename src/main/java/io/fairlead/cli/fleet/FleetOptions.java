package io.fairlead.cli.fleet;

import io.fairlead.cli.Console;
import io.fairlead.cli.FileFault;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.plan.FleetPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options and output of all commands for a fleet. */
final class FleetOptions {

    /** Exit status: there are problems in the definition or at a site. */
    static final int PROBLEMS = 1;

    /** Exit status: the command cannot be run. */
    static final int USAGE = 2;

    /** Exit status: there are changes. */
    static final int CHANGES = 3;

    @Option(
            names = {"-f", "--folder"},
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The fleet's folder, which contains fleet.yaml; default: the current folder.")
    private Path folder = Path.of(".");

    @Spec(Target.MIXEE)
    private @Nullable CommandSpec spec;

    FleetFolder folder() {
        return new FleetFolder(folder);
    }

    /** Prints a line. */
    void print(Object line) {
        Console.line(out(), line);
    }

    /** Prints a text of several lines, and keeps its indentation. */
    void printText(String text) {
        Console.lines(out(), text);
    }

    /** Prints a line on standard error. */
    void tell(Object line) {
        Console.line(err(), line);
    }

    /** Writes a file atomically: after a failure the old file is unchanged. */
    void write(Path file, String text) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.writeString(part, text);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw FileFault.unwritable(file, unwritable);
        }
    }

    /** Prints the progress of a command that takes long on standard error, at once. */
    void progress(String line) {
        tell(line);
        flush();
    }

    /** The age of something, such as {@code 90 s}, {@code 12 min} or {@code 30 h}; {@code 0 s} if this clock is behind. */
    static String age(Instant at) {
        Duration age = Duration.between(at, Instant.now()).truncatedTo(ChronoUnit.SECONDS);
        if (age.isNegative()) {
            return "0 s";
        }
        return age.toMinutes() < 2
                ? age.toSeconds() + " s"
                : age.toHours() < 2 ? age.toMinutes() + " min" : age.toHours() + " h";
    }

    void flush() {
        out().flush();
        err().flush();
    }

    private PrintWriter out() {
        return Console.of(spec).getOut();
    }

    private PrintWriter err() {
        return Console.of(spec).getErr();
    }

    /** Reads the fleet in these files, and prints its problems on standard error. */
    Fleet read(SortedMap<String, String> files) {
        Fleet fleet = FleetReader.read(files);
        fleet.problems().forEach(this::tell);
        return fleet;
    }

    /** Whether a fleet that was read has problems, or its sites have, apart from their twins; prints those of the sites. */
    boolean hasProblems(Fleet fleet) {
        List<String> ofSites = FleetPlan.of(fleet, Map.of()).problems();
        ofSites.forEach(this::tell);
        return !fleet.problems().isEmpty() || !ofSites.isEmpty();
    }

    /** Runs a command. If it cannot be run, prints the reason in one line on standard error, and returns {@link #USAGE}. */
    int guarded(IntSupplier command) {
        try {
            return command.getAsInt();
        } catch (IllegalArgumentException wrong) {
            return refuse(String.valueOf(wrong.getMessage()));
        } finally {
            flush();
        }
    }

    int refuse(String why) {
        tell(Console.of(spec).getCommandSpec().qualifiedName() + ": " + why);
        return USAGE;
    }
}
