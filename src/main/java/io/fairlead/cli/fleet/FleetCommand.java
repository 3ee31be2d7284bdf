package io.fairlead.cli.fleet;

import io.fairlead.cli.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code fairlead fleet} with its subcommands. */
@Command(
        name = "fairlead fleet",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Rolls out one definition, with values for each site, in waves that halt at harm. The definition is a folder in git.",
            "docs/fleet.md explains each step."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead fleet render --folder stores")
public final class FleetCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    private FleetCommand() {}

    /** The command line. */
    public static CommandLine of() {
        CommandLine command = new CommandLine(new FleetCommand())
                .addSubcommand(new RenderCommand())
                .addSubcommand(new PullCommand())
                .addSubcommand(new PlanCommand())
                .addSubcommand(new ApplyCommand())
                .addSubcommand(new ApproveCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new ExportCommand())
                .addSubcommand(new HelpCommand());
        return Console.plain(command);
    }

    @Override
    public Integer call() {
        throw new ParameterException(Console.of(spec), "give a command");
    }
}
