package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetProblem;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.rollout.Answer;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import io.fairlead.service.ServiceClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fairlead fleet approve}: approves a wave. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Approves a wave that has `approve: true` in fleet.yaml, for the rollout of this revision.",
            "The approval is stored in the tags of the wave's first site. Then run 'fleet apply' again.",
            "Exit status: 0 if it is stored, 2 if it cannot be stored."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead fleet approve rest --login-file ~/.hub")
final class ApproveCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private HubAccess access = new HubAccess();

    @Parameters(paramLabel = "WAVE", description = "The wave's name.")
    private String wave = "";

    @Option(names = "--revision", paramLabel = "REV", description = "The git revision; default: HEAD.")
    private String revision = "HEAD";

    @Option(names = "--undo", description = "Approves the undo to this revision.")
    private boolean undo;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            String commit = options.folder().git().commit(revision);
            Fleet fleet = options.read(options.folder().filesAt(commit));
            RolloutPlan plan = new RolloutPlan(commit, undo, fleet.settings(), fleet.documents());
            Optional<Site> first = fleet.sites().stream()
                    .filter(site -> site.wave().equals(wave))
                    .findFirst();
            if (first.isEmpty()) {
                return options.refuse("no site is in a wave '" + wave + "'"
                        + FleetProblem.nearest(
                                wave,
                                fleet.settings().waves().stream()
                                        .map(Wave::name)
                                        .toList()));
            }
            try (ServiceClient client = access.client(fleet.settings())) {
                Answer answer = client.carryOut(
                        Rollout.mark(first.get().name(), first.get().device(), "approved", plan.run()));
                if (!(answer instanceof Answer.Twin)) {
                    return options.refuse("the approval could not be stored at site "
                            + first.get().name() + ": " + why(answer));
                }
                options.print("wave '" + wave + "' of rollout " + plan.run() + " is approved");
                return 0;
            }
        });
    }

    private static String why(Answer answer) {
        return switch (answer) {
            case Answer.Missing missing -> "IoT Hub has no such device or module";
            case Answer.Throttled throttled -> "IoT Hub throttles the calls; try again in a minute";
            case Answer.Refused refused -> refused.why();
            case Answer.Unknown unknown -> unknown.why() + "; try again";
            case Answer.Changed changed -> "the twin changed at the same time; try again";
            case Answer.Twin twin -> "";
        };
    }
}
