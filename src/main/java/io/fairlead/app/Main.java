package io.fairlead.app;

import io.fairlead.cli.FairleadCommand;
import io.fairlead.cli.Installation;
import io.fairlead.cli.Program;
import io.fairlead.doctor.Finding;
import io.fairlead.text.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The main program. */
public final class Main {

    private Main() {}

    private static final Program PROGRAM = new Program() {
        @Override
        public int run() {
            return ModuleProcess.run(System.getenv());
        }

        @Override
        public List<Finding> doctor() {
            return Doctor.look(System.getenv());
        }

        @Override
        public Installation installation(Map<String, String> instead) {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(instead);
            environment.putIfAbsent("KUBECONFIG", System.getProperty("user.home") + "/.kube/config");
            return Settings.from(environment).installation();
        }
    };

    /** Runs the command line and exits with its status. */
    public static void main(String[] args) {
        if (args.length == 0 || !args[0].equals("run")) {
            System.setProperty("FAIRLEAD_LOG_LEVEL", "OFF"); // The module logs; the other commands print their results.
        }
        System.exit(
                args.length == 1 && args[0].equals("run")
                        ? module()
                        : FairleadCommand.of(PROGRAM).execute(args));
    }

    /** The module, without the classes of the command line, which it would keep in memory. */
    private static int module() {
        try {
            return PROGRAM.run();
        } catch (RuntimeException fault) {
            System.err.println(Printable.of("fairlead run: an error in Fairlead: " + fault
                    + Stream.of(fault.getStackTrace())
                            .findFirst()
                            .map(at -> " at " + at)
                            .orElse("")));
            return Lifeline.FAULT;
        }
    }
}
