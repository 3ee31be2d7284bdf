package io.fairlead.cli;

import com.google.gson.JsonArray;
import io.fairlead.doctor.Checks;
import io.fairlead.doctor.Finding;
import io.fairlead.doctor.FindingJson;
import io.fairlead.text.IndentedJson;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead doctor}: finds faults in the module's environment. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Checks what the module needs: its settings, the hub's name, port and certificate, the token, the kubeconfig, the"
                    + " API server, clocks, rights, the load balancer and CoreDNS. Prints one line for each, with the fix.",
            "It reads the module's own environment variables, changes nothing, and does not disturb a running module."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no findings", "1:warnings", "2:wrong usage", "3:errors"},
        footerHeading = "%nExample:%n",
        footer = "  fairlead doctor --json")
final class DoctorCommand implements Callable<Integer> {

    @Option(names = "--json", description = "Print an array of {level, check, message, mend}.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    private final Supplier<List<Finding>> doctor;

    DoctorCommand(Supplier<List<Finding>> doctor) {
        this.doctor = doctor;
    }

    @Override
    public Integer call() {
        CommandLine command = Console.of(spec);
        List<Finding> findings = doctor.get();
        if (json) {
            JsonArray all = new JsonArray();
            findings.forEach(finding -> all.add(FindingJson.of(finding)));
            Console.lines(command.getOut(), IndentedJson.of(all));
        } else {
            findings.forEach(finding -> Console.line(command.getOut(), finding));
        }
        command.getOut().flush();
        return switch (Checks.worst(findings)) {
            case ok -> 0;
            case warning -> 1;
            case error -> 3;
        };
    }
}
