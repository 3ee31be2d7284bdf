package io.fairlead.cli;

import java.util.concurrent.Callable;
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
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:done, and nothing is wrong",
            "1:there are problems",
            "2:the command line is wrong, or a file cannot be read",
            "70:an error in Fairlead"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  fairlead sandbox                 shows it all on this machine, without Azure",
            "  fairlead validate desired.json   reports the problems in it",
            "  fairlead help validate           the usage of validate"
        })
public final class FairleadCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private FairleadCommand() {}

    /**
     * The command line.
     *
     * @param program the process that it is part of
     */
    public static CommandLine of(Program program) {
        CommandLine command = new CommandLine(new FairleadCommand())
                .addSubcommand(new RunCommand(program::run))
                .addSubcommand(new DoctorCommand(program::doctor))
                .addSubcommand(new HealthCommand())
                .addSubcommand(new SandboxCommand())
                .addSubcommand(new FleetInCheckout())
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new PlanCommand(program))
                .addSubcommand(new StatusCommand(program))
                .addSubcommand(new ConvertCommand())
                .addSubcommand(new ExplainCommand())
                .addSubcommand(new SchemaCommand())
                .addSubcommand(new CompletionCommand())
                .addSubcommand(new VersionCommand())
                .addSubcommand(new HelpCommand());
        return Console.plain(command);
    }

    @Override
    public Integer call() {
        throw new ParameterException(Console.of(spec), "give a command");
    }

    /** A command that the launcher script of a checkout handles itself. */
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
            mixinStandardHelpOptions = true,
            description =
                    "Shows it all on this machine: the real module between two stand-ins. In a checkout of the sources only.",
            footerHeading = "%nExample:%n",
            footer = "  ./fairlead sandbox --desired docs/examples/shop.json")
    static final class SandboxCommand extends CheckoutCommand {}

    /** {@code fairlead fleet}. */
    @Command(
            name = "fleet",
            mixinStandardHelpOptions = true,
            description = "One definition for many sites, rolled out in waves. In a checkout of the sources only.",
            footerHeading = "%nExample:%n",
            footer = "  ./fairlead fleet render --folder stores")
    static final class FleetInCheckout extends CheckoutCommand {}

    /** {@code fairlead version}. */
    @Command(
            name = "version",
            mixinStandardHelpOptions = true,
            description = "Prints the release.",
            footerHeading = "%nExample:%n",
            footer = "  fairlead version")
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
            description = "Prints a completion script for bash and zsh.",
            footerHeading = "%nExample, for a line in ~/.bashrc or ~/.zshrc:%n",
            footer = "  source <(fairlead completion)")
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
