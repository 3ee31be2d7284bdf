package io.fairlead.cli;

import io.fairlead.text.Printable;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The common code of the commands: output, and the answer to a wrong command line. */
public final class Console {

    /** EX_SOFTWARE of sysexits.h. */
    private static final int FAULT = 70;

    private Console() {}

    /** A command line that reports each error in one line. */
    public static CommandLine plain(CommandLine command) {
        return command.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Console::usage)
                .setExecutionExceptionHandler(Console::fault);
    }

    /** The command line of a command, whose specification picocli injects. */
    public static CommandLine of(@Nullable CommandSpec spec) {
        if (spec == null) {
            throw new IllegalStateException("picocli did not set the command");
        }
        return spec.commandLine();
    }

    /** Prints one line. Text from files and clusters cannot start another line or control the terminal. */
    public static void line(PrintWriter writer, Object line) {
        writer.println(Printable.of(line.toString()));
    }

    /** Prints a text of several lines, such as indented JSON. */
    public static void lines(PrintWriter writer, String text) {
        writer.println(Printable.lines(text));
    }

    /** Reports the error in one line, without the usage text, which would scroll the error off the screen. */
    public static int usage(ParameterException wrong, String[] unused) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        line(err, command.getCommandSpec().qualifiedName() + ": " + message(wrong, command));
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Reports an error in Fairlead itself in one line: the exception and its location. */
    static int fault(Exception thrown, CommandLine command, ParseResult unused) {
        StackTraceElement[] trace = thrown.getStackTrace();
        command.getErr()
                .println(command.getCommandSpec().qualifiedName() + ": an error in Fairlead: " + thrown
                        + (trace.length == 0 ? "" : " at " + trace[0]));
        command.getErr().flush();
        return FAULT;
    }

    /** Reports in one line that a file or a cluster cannot be read. */
    public static int unreadable(@Nullable CommandSpec spec, String why) {
        CommandLine command = of(spec);
        line(command.getErr(), command.getCommandSpec().qualifiedName() + ": " + why);
        command.getErr().flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String message(ParameterException wrong, CommandLine command) {
        String help = "'" + command.getCommandSpec().qualifiedName() + " --help' shows the usage";
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            String nearest = unmatched.getSuggestions().stream().findFirst().orElse("");
            String what = command.getSubcommands().isEmpty() ? "argument" : "command";
            return "no " + (word.startsWith("-") ? "option" : what) + " '" + word + "' here"
                    + (nearest.isEmpty() ? "" : "; did you mean '" + nearest + "'?")
                    + (nearest.isEmpty() ? "; " + help : "");
        }
        String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
        return message.endsWith("?") ? message : message + "; " + help;
    }
}
