package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.Site;
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

/** {@code fairlead fleet approve}: a person agrees to a wave. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        description = {
            "Agrees to a wave that fleet.yaml wants a person for, of the rollout of this revision.",
            "It is noted in the tags of the wave's first site; 'fleet apply' goes on then.",
            "Exit status: 0 when it is noted, 2 when it cannot be done."
        })
final class ApproveCommand implements Callable<Integer> {

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private HubAccess access = new HubAccess();

    @Parameters(paramLabel = "WAVE", description = "The wave's name.")
    private String wave = "";

    @Option(names = "--revision", paramLabel = "REV", description = "The revision of git; default: HEAD.")
    private String revision = "HEAD";

    @Option(names = "--undo", description = "Agrees to going back to that revision.")
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
                return options.refuse("no site is in a wave '" + wave + "'");
            }
            try (ServiceClient client = access.client(fleet.settings())) {
                Answer answer = client.carryOut(
                        Rollout.mark(first.get().name(), first.get().device(), "approved", plan.run()));
                if (!(answer instanceof Answer.Twin)) {
                    return options.refuse(
                            "it could not be noted at site " + first.get().name() + ": " + answer);
                }
                options.print("wave '" + wave + "' of rollout " + plan.run() + " is approved");
                return 0;
            }
        });
    }
}
