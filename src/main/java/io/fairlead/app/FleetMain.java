package io.fairlead.app;

import io.fairlead.cli.fleet.FleetCommand;

/** The program {@code ./fairlead fleet}, which the module's image does not have. */
public final class FleetMain {

    private FleetMain() {}

    /** Runs the command line and exits with its status. */
    public static void main(String[] args) {
        System.exit(FleetCommand.of().execute(args));
    }
}
