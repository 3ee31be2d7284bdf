package io.fairlead.cli;

import io.fairlead.doctor.Finding;
import java.util.List;
import java.util.Map;

/** What the command line needs of the process that it is part of. */
@FunctionalInterface
public interface Program {

    /** Runs the module; the result is the exit status. */
    int run();

    /** What is wrong around the module. */
    default List<Finding> doctor() {
        return List.of();
    }

    /**
     * The cluster that the environment names, and where in it the module works.
     *
     * @param instead variables that count in place of those of the environment
     * @throws IllegalArgumentException with a line for each variable that is wrong
     */
    default Installation installation(Map<String, String> instead) {
        throw new IllegalStateException("this program reads no settings");
    }
}
