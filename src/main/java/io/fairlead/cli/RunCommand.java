package io.fairlead.cli;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;

/** {@code fairlead run}: the module itself, set up by its environment. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the module until it is ended. Its environment says which hub and which cluster.")
final class RunCommand implements Callable<Integer> {

    private final IntSupplier run;

    RunCommand(IntSupplier run) {
        this.run = run;
    }

    @Override
    public Integer call() {
        return run.getAsInt();
    }
}
