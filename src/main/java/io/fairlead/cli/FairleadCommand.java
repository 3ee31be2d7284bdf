package io.fairlead.cli;

import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code fairlead} with its sub-commands. */
@Command(
        name = "fairlead",
        mixinStandardHelpOptions = true,
        versionProvider = Release.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Network settings and stateless apps from a module twin to a Kubernetes cluster.",
        footer = {"", "'fairlead sandbox' shows it all on this machine, without Azure and without a cluster."})
public final class FairleadCommand {

    private FairleadCommand() {}

    /**
     * The command line.
     *
     * @param run what {@code run} does; its result is the exit status
     */
    public static CommandLine of(IntSupplier run) {
        return new CommandLine(new FairleadCommand())
                .addSubcommand(new RunCommand(run))
                .addSubcommand(new ValidateCommand())
                .addSubcommand(new ConvertCommand());
    }
}
