package io.fairlead.app;

import io.fairlead.cli.fleet.FleetCommand;

/** The program {@code ./fairlead fleet}, which is not in the module's image. */
public final class FleetMain {

    private FleetMain() {}

    /** Runs the command line and exits with its status. */
    public static void main(String[] args) {
        System.exit(FleetCommand.of().execute(args));
    }
}
