package io.fairlead.cli.fleet;

import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.FleetReader;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.definition.Wave;
import io.fairlead.fleet.site.RunTag;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.rollout.Rollout;
import io.fairlead.rollout.RolloutPlan;
import io.fairlead.rollout.Stage;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fairlead fleet apply}: sends each site its document, in waves, and halts at harm. */
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        description = {
            "Sends each site the changes to its document, in waves that halt at harm (`halt` in fleet.yaml).",
            "A site is done when its module has acknowledged this change and stays Converged for the soak. A wave begins when the",
            "previous wave is done.",
            "The documents come from a git revision, and the progress is stored in the tags of the twins. If the command ends early,",
            "run it again, on any machine: it continues and sends nothing twice.",
            "Exit status: 0 if all sites are done, 1 if it halted or a site was left out, 2 if it cannot be run, 3 if a wave waits",
            "for 'fleet approve'."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  fairlead fleet apply --login-file ~/.hub", "  fairlead fleet apply --undo --login-file ~/.hub"})
final class ApplyCommand implements Callable<Integer> {

    private static final int MOST_LISTED = 20;

    /** The stages of sites that are not done at the end, and are listed. */
    private static final List<Stage> LEFT_OUT =
            List.of(Stage.HARMED, Stage.BLOCKED, Stage.MISSING, Stage.UNREACHED, Stage.PAUSED);

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private HubAccess access = new HubAccess();

    @Option(names = "--revision", paramLabel = "REV", description = "The git revision to send; default: HEAD.")
    private String revision = "HEAD";

    @Option(
            names = "--undo",
            description = "Sends the revision that was in force before the last rollout, in the same waves.")
    private boolean undo;

    @Override
    public Integer call() {
        return options.guarded(() -> {
            FleetFolder folder = options.folder();
            if (!undo && revision.equals("HEAD") && !folder.git().uncommitted().isEmpty()) {
                return options.refuse("only committed files are sent, and these files are not committed:\n"
                        + folder.git().uncommitted());
            }
            Fleet fleet = FleetReader.read(folder.filesAt(revision));
            try (ServiceClient client = access.client(fleet.settings())) {
                String commit = undo ? before(client, fleet) : folder.git().commit(revision);
                Fleet chosen = options.read(folder.filesAt(commit));
                if (options.hasProblems(chosen)) {
                    options.tell("nothing was sent; correct these problems first");
                    return FleetOptions.PROBLEMS;
                }
                return roll(client, new RolloutPlan(commit, undo, chosen.settings(), chosen.documents()));
            }
        });
    }

    /** The revision before the last rollout. If the last rollout is an undo, that undo is continued. */
    private String before(ServiceClient client, Fleet fleet) {
        String first = fleet.settings().waves().get(0).name();
        List<Site> sites =
                fleet.sites().stream().filter(site -> site.wave().equals(first)).toList();
        SortedMap<String, SiteTwin> twins =
                new TwinReader(client, fleet.settings(), options::progress).read(sites, new ArrayList<>());
        RunTag last = twins.values().stream()
                .map(SiteTwin::tag)
                .max(Comparator.comparing(RunTag::at))
                .orElse(RunTag.NONE);
        String revision = last.undo() ? last.revision() : last.before();
        if (revision.isEmpty()) {
            throw new UnreadableText("the tags of no site in wave '" + first
                    + "' name the revision before the last rollout; give one with --revision");
        }
        return revision;
    }

    private int roll(ServiceClient client, RolloutPlan plan) {
        options.tell("rollout " + plan.run() + ": revision "
                + plan.revision().substring(0, 12) + ", "
                + plan.documents().size() + " sites, waves "
                + String.join(
                        ", ", plan.settings().waves().stream().map(Wave::name).toList()));
        Rollout rollout = new RolloutLoop(client, this::progress).run(plan);
        options.print(line(rollout));
        LEFT_OUT.forEach(stage -> list(stage, rollout.sites(stage)));
        return switch (rollout.outcome()) {
            case Rollout.Outcome.Halted halted -> {
                options.tell("HALTED: " + halted.why()
                        + ". No more sites are changed. Correct the definition, commit"
                        + " it and apply again, or go back with --undo.");
                yield FleetOptions.PROBLEMS;
            }
            case Rollout.Outcome.NeedsApproval needs -> {
                options.tell("wave '" + needs.wave() + "' needs approval: run 'fairlead fleet approve " + needs.wave()
                        + "', then apply again");
                yield FleetOptions.CHANGES;
            }
            case Rollout.Outcome.Finished finished -> {
                boolean all =
                        LEFT_OUT.stream().allMatch(stage -> rollout.sites(stage).isEmpty());
                options.print(all ? "done" : "done, except for the sites that are listed");
                yield all ? 0 : FleetOptions.PROBLEMS;
            }
            case Rollout.Outcome.Running running -> FleetOptions.PROBLEMS;
        };
    }

    private void list(Stage stage, SortedMap<String, List<String>> sites) {
        if (sites.isEmpty()) {
            return;
        }
        options.tell(name(stage) + ":");
        sites.entrySet().stream().limit(MOST_LISTED).forEach(entry -> {
            List<String> detail = entry.getValue();
            options.tell("  " + entry.getKey() + (detail.isEmpty() ? "" : ": " + detail.get(0)));
            detail.stream().skip(1).limit(4).forEach(more -> options.tell("    " + more));
        });
        if (sites.size() > MOST_LISTED) {
            options.tell("  and " + (sites.size() - MOST_LISTED) + " more");
        }
    }

    private void progress(Rollout rollout, Duration since) {
        double rate = rollout.progress().sent() / Math.max(1, since.toMillis() / 1e3);
        long left = (long) Math.ceil(rollout.progress().left() / Math.max(0.1, rate));
        String speed = rollout.progress().sent() == 0
                ? ""
                : String.format(Locale.ROOT, "; %.1f changes/s, about %d s of sending left", rate, left);
        options.tell(since.toSeconds() + " s  " + line(rollout) + speed);
        options.flush();
    }

    private static String line(Rollout rollout) {
        Rollout.Progress progress = rollout.progress();
        StringBuilder line = new StringBuilder("wave '" + progress.wave() + "'");
        for (Stage stage : Stage.values()) {
            int count = progress.counts().getOrDefault(stage, 0);
            if (count > 0) {
                line.append(", ").append(count).append(' ').append(name(stage));
            }
        }
        return line.toString();
    }

    static String name(Stage stage) {
        return switch (stage) {
            case TO_READ -> "to read";
            case TO_SEND -> "to send";
            case SENT -> "sent";
            case UNCHANGED -> "unchanged";
            case DONE -> "done";
            case ILL_BEFORE -> "ill as before";
            case PAUSED -> "paused";
            case BLOCKED -> "would refuse it, not sent";
            case MISSING -> "not in IoT Hub";
            case UNREACHED -> "unreached";
            case HARMED -> "harmed";
        };
    }
}
