package io.fairlead.app;

import io.fairlead.cli.FairleadCommand;

/** The program. */
public final class Main {

    private Main() {}

    /** Runs the command line and exits with its status. */
    public static void main(String[] args) {
        int status = FairleadCommand.of(() -> ModuleProcess.run(System.getenv()), () -> Doctor.look(System.getenv()))
                .execute(args);
        System.exit(status);
    }
}
