package io.fairlead.page.metrics;

import io.fairlead.model.Code;
import io.fairlead.model.Credential;
import io.fairlead.model.Phase;
import io.fairlead.model.Problem;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.page.view.AddressMap;
import io.fairlead.page.view.HubContact;
import io.fairlead.page.view.PageState;
import io.fairlead.report.AppHealth;
import io.fairlead.report.Event;
import io.fairlead.report.ReportInput;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Formats the metrics as text. docs/dashboards/README.md lists them. */
public final class Metrics {

    /** The most tiers with a series of their own, the first by name. All tiers are counted by phase. */
    static final int MOST_TIERS = 256;

    private final Exposition out;

    private Metrics(InstanceLabels labels) {
        out = new Exposition(labels);
    }

    /**
     * The text. Unknown values are left out, never reported as 0.
     *
     * @param state the state of the module; empty before the first cycle
     */
    public static String of(
            InstanceLabels labels, String version, Optional<PageState> state, HubContact hub, Counts counts) {
        Metrics metrics = new Metrics(labels);
        metrics.out
                .family("gauge", "fairlead_build_info", "The release of the module; always 1.")
                .sample(1, "version", version);
        metrics.hub(hub);
        metrics.counted(counts);
        state.ifPresent(known -> {
            metrics.state(known);
            metrics.problems(known.report());
            if (AddressMap.seesServices(known.report())
                    && known.report().answers().isPresent()) {
                metrics.addresses(AddressMap.of(known.report()));
            }
            known.report().observed().ifPresent(observed -> {
                metrics.tiers(known.report());
                observed.device().credential().ifPresent(metrics::credential);
            });
        });
        return metrics.out.toString();
    }

    private void hub(HubContact hub) {
        out.family("gauge", "fairlead_hub_connected", "Whether there is a connection on which the twin was read.")
                .sample(hub.connected() ? 1 : 0);
        hub.lastHeard()
                .ifPresent(at -> time(
                        "fairlead_hub_last_contact_timestamp_seconds",
                        "When the hub last answered or sent something.",
                        at));
    }

    private void counted(Counts counts) {
        out.family("counter", "fairlead_address_changes_total", "Changes of the address of a tier.")
                .sample(counts.of(Event.Type.AddressChanged));
        out.family("counter", "fairlead_address_losses_total", "Losses of the address of a tier.")
                .sample(counts.of(Event.Type.AddressLost));
        out.family("counter", "fairlead_drift_repairs_total", "Corrections of objects that others had changed.")
                .sample(counts.of(Event.Type.DriftRepaired));
        out.family("histogram", "fairlead_cycle_duration_seconds", "Durations of the cycles of the loop.");
        long below = 0;
        for (int i = 0; i < CycleTimes.BOUNDS.size(); i++) {
            below += counts.cycles().counts().get(i);
            out.suffixed("_bucket", below, "le", Exposition.number(CycleTimes.BOUNDS.get(i)));
        }
        out.suffixed("_bucket", counts.cycles().total(), "le", "+Inf");
        out.suffixed("_sum", counts.cycles().seconds());
        out.suffixed("_count", counts.cycles().total());
        out.family("counter", "fairlead_kube_requests_total", "Calls to the API server; code 0 means no answer.");
        counts.calls()
                .forEach(
                        (call, times) -> out.sample(times, "verb", call.verb(), "code", Integer.toString(call.code())));
        if (counts.residentBytes() > 0) {
            out.family("gauge", "process_resident_memory_bytes", "Resident memory of the module.")
                    .sample(counts.residentBytes());
        }
    }

    private void state(PageState state) {
        ReportInput report = state.report();
        out.family("gauge", "fairlead_phase", "1 for the phase of the module, 0 for the others.");
        for (Phase phase : Phase.values()) {
            out.sample(report.phase() == phase ? 1 : 0, "phase", phase.name());
        }
        time(
                "fairlead_phase_start_timestamp_seconds",
                "When the phase began.",
                report.status().since());
        time("fairlead_last_cycle_timestamp_seconds", "When the last cycle ended.", state.at());
        time(
                "process_start_time_seconds",
                "When the module started.",
                report.module().startedAt());
        version("fairlead_desired_version", "The $version of the newest desired properties.", report.desiredVersion());
        version(
                "fairlead_applied_version",
                "The $version of the desired properties that are in force.",
                report.status().appliedVersion());
        out.family("gauge", "fairlead_cluster_seen", "Whether the last cycle read the cluster.")
                .sample(report.observed().isPresent() ? 1 : 0);
    }

    /** Without a sample where it is not known. */
    private void version(String name, String help, long version) {
        Exposition family = out.family("gauge", name, help);
        if (version > 0) {
            family.sample(version);
        }
    }

    private void problems(ReportInput report) {
        SortedMap<Code, Long> byCode = new TreeMap<>();
        report.problems().stream().map(Problem::code).forEach(code -> byCode.merge(code, 1L, Long::sum));
        out.family("gauge", "fairlead_problems", "Problems in the report.");
        byCode.forEach((code, number) -> out.sample(
                number, "code", code.name(), "severity", code.severity().name()));
    }

    private void addresses(AddressMap map) {
        out.family("gauge", "fairlead_pool_addresses", "Addresses of a pool by state.");
        map.pools()
                .forEach(pool -> pool.counts()
                        .forEach((state, number) -> out.sample(
                                number,
                                "pool",
                                pool.id(),
                                "state",
                                state.toLowerCase(Locale.ROOT).replace(' ', '_'))));
        out.family(
                        "gauge",
                        "fairlead_addresses_outside_pools",
                        "Addresses of Services that are in no pool of the twin.")
                .sample(map.outside().size());
    }

    private void tiers(ReportInput report) {
        Map<TierPhase, Long> byPhase = new EnumMap<>(TierPhase.class);
        SortedMap<TierId, TierPhase> tiers = new TreeMap<>();
        AppHealth.of(report.workloads())
                .forEach((app, health) -> health.tiers().forEach((tier, of) -> {
                    byPhase.merge(of.phase(), 1L, Long::sum);
                    tiers.put(new TierId(app, tier), of.phase());
                }));
        out.family("gauge", "fairlead_tiers", "Tiers by phase.");
        for (TierPhase phase : TierPhase.values()) {
            out.sample(byPhase.getOrDefault(phase, 0L), "phase", phase.name());
        }
        out.family("gauge", "fairlead_tier_ready", "Whether a tier is Ready, for the first 256 by name.");
        tiers.entrySet().stream()
                .limit(MOST_TIERS)
                .forEach(tier -> out.sample(
                        tier.getValue() == TierPhase.Ready ? 1 : 0,
                        "app",
                        tier.getKey().app(),
                        "tier",
                        tier.getKey().tier()));
    }

    /** Named by its kind alone: a user name is no label of bounded values. */
    private void credential(Credential credential) {
        time(
                "fairlead_credential_expiry_timestamp_seconds",
                "When the credential of the kubeconfig expires.",
                credential.until(),
                "kind",
                credential.what());
    }

    private void time(String name, String help, Instant at, String... labels) {
        out.family("gauge", name, help).sample(at.toEpochMilli() / 1000.0, labels);
    }
}
