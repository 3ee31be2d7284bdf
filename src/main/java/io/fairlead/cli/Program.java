package io.fairlead.cli;

import io.fairlead.doctor.Finding;
import java.util.List;
import java.util.Map;

/** The functions of the process that the command line uses. */
@FunctionalInterface
public interface Program {

    /** Runs the module; returns the exit status. */
    int run();

    /** Finds faults in the module's environment. */
    default List<Finding> doctor() {
        return List.of();
    }

    /**
     * The cluster and the namespaces that the environment names.
     *
     * @param instead variables that override those of the environment
     * @throws IllegalArgumentException with a line for each wrong variable
     */
    default Installation installation(Map<String, String> instead) {
        throw new IllegalStateException("this program reads no settings");
    }
}
