package io.fairlead.loop;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.model.App;
import io.fairlead.model.Code;
import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Path;
import io.fairlead.model.Phase;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.network.coredns.ClusterDns;
import io.fairlead.plan.Planned;
import io.fairlead.plan.target.Parts;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.report.Acknowledged;
import io.fairlead.report.Acknowledgement;
import io.fairlead.report.Answers;
import io.fairlead.report.ModuleInfo;
import io.fairlead.report.ModuleStatus;
import io.fairlead.report.NetworkInForce;
import io.fairlead.report.Past;
import io.fairlead.report.ReportInput;
import io.fairlead.report.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Creates the input of a report from the loop's state.
 *
 * @param module the description of the module itself
 */
record Reporting(ModuleInfo module) {

    /** The report after a cycle that read the cluster, or before its plan is carried out. */
    ReportInput seen(Situation situation, LoopState state) {
        Planned planned = situation.planned();
        SortedMap<String, App> apps = new TreeMap<>();
        planned.parts().apps().forEach((id, kept) -> apps.put(id, kept.value()));
        SortedMap<String, Optional<Code>> refused = new TreeMap<>();
        planned.refusedApps().forEach(id -> refused.put(id, refusal(id, situation.problems())));
        return new ReportInput(
                status(situation.phase(), situation.desiredVersion(), state.revision(), state),
                state.listed(situation.problems()),
                situation.phase() == Phase.Waiting ? Optional.empty() : Optional.of(answers(situation, state)),
                Optional.of(situation.observed()),
                new Workloads(apps, situation.health(), planned.apps().removing(), refused),
                state.past(),
                module);
    }

    private static Answers answers(Situation situation, LoopState state) {
        Parts inForce = state.inForce(situation.planned());
        Control control = state.inForce(Control.of(situation.document()));
        Acknowledgements answers = new Acknowledgements(situation, state.retries(), control);
        return new Answers(
                new Acknowledged<>(network(inForce, situation.planned()), answers.network()),
                new Acknowledged<>(digests(inForce), answers.apps()),
                new Acknowledged<>(control, answers.control()));
    }

    private static ModuleStatus status(Phase phase, long desiredVersion, long revision, LoopState state) {
        return new ModuleStatus(
                phase, desiredVersion, state.appliedVersion(), state.since(), revision, state.reconcileNonce());
    }

    /** Why an app is refused: the first problem under its path that is not a warning. */
    private static Optional<Code> refusal(String app, List<Problem> problems) {
        Path path = Path.app(app);
        return problems.stream()
                .filter(problem -> path.holds(problem.path()))
                .map(Problem::code)
                .filter(code -> !code.isWarning())
                .findFirst();
    }

    /**
     * The report after a cycle that could not read the cluster. Acknowledgements stay, and the cluster is left out.
     */
    ReportInput unseen(Optional<ParsedDocument> document, Problem why, LoopState state) {
        List<Problem> problems =
                new ArrayList<>(document.map(ParsedDocument::problems).orElse(List.of()));
        problems.add(why);
        Optional<ReportInput> last = state.lastReport();
        long version = document.map(ParsedDocument::version)
                .or(() -> last.map(ReportInput::desiredVersion))
                .orElse(0L);
        return new ReportInput(
                status(
                        state.phase(),
                        version,
                        last.map(report -> report.status().revision()).orElse(0L),
                        state),
                state.listed(problems),
                last.flatMap(ReportInput::answers),
                Optional.empty(),
                last.map(ReportInput::workloads).map(Workloads::unseen).orElse(Workloads.NONE),
                last.map(ReportInput::past).map(Past::withoutNews).orElse(Past.NONE),
                module);
    }

    /**
     * The report after a cycle that failed with an error in the module: as {@link #unseen}, and a new document is
     * acknowledged with the error.
     */
    ReportInput faulted(Optional<ParsedDocument> document, Problem fault, LoopState state) {
        ReportInput unseen = unseen(document, fault, state);
        long known = state.lastReport().map(ReportInput::desiredVersion).orElse(0L);
        if (unseen.desiredVersion() == known) {
            return unseen; // The last answer is still valid.
        }
        Acknowledgement answer = new Acknowledgement(500, unseen.desiredVersion(), fault.message());
        return unseen.answering(answer);
    }

    private static NetworkInForce network(Parts inForce, Planned planned) {
        return inForce.network()
                .map(kept -> new NetworkInForce(
                        pools(kept.value(), inForce, planned),
                        ClusterDns.isUndone(planned.ledger().journal())
                                ? withoutNames(kept.stored().json())
                                : kept.stored().json(),
                        planned.network().draining().addresses(),
                        kept.value(),
                        planned.ledger().reservations()))
                .orElse(NetworkInForce.NONE);
    }

    /**
     * The network part without DNS names. Names that were undone are not in force, and the restored ones are not the
     * twin's.
     */
    private static String withoutNames(String json) {
        JsonObject network = JsonParser.parseString(json).getAsJsonObject();
        network.remove("dns");
        return network.toString();
    }

    /**
     * The pools in force. If Fairlead writes no pools, some of the twin's addresses may be in no pool of the cluster.
     */
    private static SortedMap<String, Pool> pools(Network network, Parts inForce, Planned planned) {
        SortedMap<String, Pool> pools = new TreeMap<>(network.pools());
        if (inForce.network().equals(planned.parts().network())) {
            planned.network().pools().forEach((id, pool) -> pools.put(id, pool.asOffered()));
        }
        return pools;
    }

    private static SortedMap<String, String> digests(Parts inForce) {
        SortedMap<String, String> digests = new TreeMap<>();
        inForce.apps().forEach((id, kept) -> digests.put(id, digest(kept)));
        return digests;
    }

    private static String digest(Kept<App> kept) {
        return Digest.of(kept.stored().json()).hex();
    }
}
