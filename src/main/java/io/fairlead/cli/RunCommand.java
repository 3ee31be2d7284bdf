package io.fairlead.cli;

import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import picocli.CommandLine.Command;

/** {@code fairlead run}: the module itself, configured by its environment. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs the module until it is stopped. Its environment selects the hub and the cluster.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:it was asked to end",
            "2:a setting is wrong, or can never work",
            "3:it ran out of memory",
            "70:an error in the module"
        },
        footerHeading = "%nExample:%n",
        footer = {
            "  EdgeHubConnectionString='HostName=…' KUBECONFIG=~/.kube/config fairlead run",
            "IoT Edge sets the environment on a device. README.md lists the module's own settings."
        })
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
