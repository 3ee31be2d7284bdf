package io.fairlead.cli;

import io.fairlead.doctor.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fairlead} with its sub-commands. */
@Command(
        name = "fairlead",
        mixinStandardHelpOptions = true,
        versionProvider = Release.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Network settings and stateless apps from a module twin to a Kubernetes cluster.",
        footer = {"", "'fairlead sandbox' shows it all on this machine, without Azure and without a cluster."})
public final class FairleadCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private FairleadCommand() {}

    /** The command line of a program that has nothing around it. */
    public static CommandLine of(IntSupplier run) {
        return of(run, List::of);
    }

    /**
     * The command line.
     *
     * @param run what {@code run} does; its result is the exit status
     * @param doctor what {@code doctor} finds
     */
    public static CommandLine of(IntSupplier run, Supplier<List<Finding>> doctor) {
        CommandLine command = new CommandLine(new FairleadCommand())
                .addSubcommand(new RunCommand(run))
                .addSubcommand(new DoctorCommand(doctor))
                .addSubcommand(new SandboxCommand())
                .addSubcommand(new FleetInCheckout())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new ConvertCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new HelpCommand());
        return command.setParameterExceptionHandler(Console::usage);
    }

    @Override
    public Integer call() {
        throw new ParameterException(Console.of(spec), "give a command");
    }

    /** A command that the launcher of a checkout answers itself. */
    abstract static class CheckoutCommand implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandLine command = Console.of(spec);
            String name = command.getCommandSpec().qualifiedName();
            command.getErr().println(name + ": not in the module; run ./" + name + " in a checkout of the sources");
            command.getErr().flush();
            return command.getCommandSpec().exitCodeOnInvalidInput();
        }
    }

    /** {@code fairlead sandbox}. */
    @Command(
            name = "sandbox",
            description =
                    "Shows it all on this machine: the real module between two stand-ins. In a checkout of the sources only.")
    static final class SandboxCommand extends CheckoutCommand {}

    /** {@code fairlead fleet}. */
    @Command(
            name = "fleet",
            description = "One definition for many sites, rolled out in waves. In a checkout of the sources only.")
    static final class FleetInCheckout extends CheckoutCommand {}

    /** {@code fairlead version}. */
    @Command(name = "version", mixinStandardHelpOptions = true, description = "Prints the release.")
    static final class VersionCommand implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandLine command = Console.of(spec);
            command.getOut().println("fairlead " + Release.version());
            command.getOut().flush();
            return 0;
        }
    }

    /** {@code fairlead completion}. */
    @Command(
            name = "completion",
            mixinStandardHelpOptions = true,
            description = "Prints a completion script for bash and zsh: source <(fairlead completion).")
    static final class CompletionCommand implements Callable<Integer> {

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            CommandLine command = Console.of(spec);
            command.getOut().println(AutoComplete.bash("fairlead", command.getParent()));
            command.getOut().flush();
            return 0;
        }
    }
}
