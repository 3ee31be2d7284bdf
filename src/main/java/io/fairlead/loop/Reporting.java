package io.fairlead.loop;

import io.fairlead.model.App;
import io.fairlead.model.Control;
import io.fairlead.model.Digest;
import io.fairlead.model.Network;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Phase;
import io.fairlead.model.Pool;
import io.fairlead.model.Problem;
import io.fairlead.plan.Planned;
import io.fairlead.plan.target.Parts.Kept;
import io.fairlead.report.Acknowledged;
import io.fairlead.report.Acknowledgement;
import io.fairlead.report.NetworkInForce;
import io.fairlead.report.ReportInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Turns what the loop knows into what a report is made of.
 *
 * @param module what is said of the module itself
 */
record Reporting(ModuleInfo module) {

    /** After a cycle that saw the cluster. */
    ReportInput seen(Situation situation, Memory memory) {
        Planned planned = situation.planned();
        boolean waiting = situation.phase() == Phase.Waiting;
        Acknowledgements answers = new Acknowledgements(situation, memory.retries());
        SortedMap<String, App> apps = new TreeMap<>();
        planned.parts().apps().forEach((id, kept) -> apps.put(id, kept.value()));
        return new ReportInput(
                situation.phase(),
                situation.desiredVersion(),
                memory.appliedVersion(),
                memory.since(),
                memory.revision(),
                memory.reconcileNonce(),
                situation.problems(),
                waiting ? Optional.empty() : Optional.of(new Acknowledged<>(network(planned), answers.network())),
                waiting ? Optional.empty() : Optional.of(new Acknowledged<>(digests(planned), answers.apps())),
                waiting ? Optional.empty() : Optional.of(new Acknowledged<>(control(situation), answers.control())),
                Optional.of(situation.observed()),
                apps,
                situation.health(),
                planned.removing(),
                new TreeSet<>(planned.refusedApps()),
                memory.repaired(),
                module.version(),
                module.startedAt());
    }

    /** After a cycle that could not: what was acknowledged stays, and nothing is said of the cluster. */
    ReportInput unseen(Optional<ParsedDocument> document, Problem why, Memory memory) {
        List<Problem> problems =
                new ArrayList<>(document.map(ParsedDocument::problems).orElse(List.of()));
        problems.add(why);
        Optional<ReportInput> last = memory.lastReport();
        return new ReportInput(
                memory.phase(),
                document.map(ParsedDocument::version)
                        .or(() -> last.map(ReportInput::desiredVersion))
                        .orElse(0L),
                memory.appliedVersion(),
                memory.since(),
                last.map(ReportInput::revision).orElse(0L),
                memory.reconcileNonce(),
                problems,
                last.flatMap(ReportInput::network),
                last.flatMap(ReportInput::appDigests),
                last.flatMap(ReportInput::control),
                Optional.empty(),
                last.map(ReportInput::apps).orElseGet(TreeMap::new),
                new TreeMap<>(),
                new TreeMap<>(),
                last.map(ReportInput::refusedApps).orElseGet(TreeSet::new),
                List.of(),
                module.version(),
                module.startedAt());
    }

    /** After a cycle that ended in an error of the module's: as {@link #unseen}, and a new document is answered with it. */
    ReportInput faulted(Optional<ParsedDocument> document, Problem fault, Memory memory) {
        ReportInput unseen = unseen(document, fault, memory);
        long known = memory.lastReport().map(ReportInput::desiredVersion).orElse(0L);
        if (unseen.desiredVersion() == known) {
            return unseen; // What was answered still holds.
        }
        Acknowledgement answer = new Acknowledgement(500, unseen.desiredVersion(), fault.message());
        return unseen.answering(answer);
    }

    private static NetworkInForce network(Planned planned) {
        return planned.parts()
                .network()
                .map(kept -> new NetworkInForce(
                        pools(kept.value(), planned),
                        kept.stored().json(),
                        planned.draining().counts()))
                .orElse(NetworkInForce.NONE);
    }

    /** Where Fairlead writes no pools, some of the twin's addresses may be in none of the cluster's. */
    private static SortedMap<String, Pool> pools(Network network, Planned planned) {
        SortedMap<String, Pool> pools = new TreeMap<>(network.pools());
        planned.pools().forEach((id, pool) -> pools.put(id, pool.asOffered()));
        return pools;
    }

    private static SortedMap<String, String> digests(Planned planned) {
        SortedMap<String, String> digests = new TreeMap<>();
        planned.parts().apps().forEach((id, kept) -> digests.put(id, digest(kept)));
        return digests;
    }

    private static String digest(Kept<App> kept) {
        return Digest.of(kept.stored().json()).hex();
    }

    private static Control control(Situation situation) {
        return situation.document().map(ParsedDocument::control).orElse(Control.DEFAULT);
    }
}
