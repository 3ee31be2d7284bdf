package io.fairlead.fleet.site;

import io.fairlead.fleet.definition.Site;
import io.fairlead.text.Printable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a fleet, as its modules last reported it.
 *
 * @param counts the number of sites with each value of {@code phase}, {@code code} (of a problem), {@code version} (of the
 *     module), {@code revision} and {@code wave}
 * @param worst the sites that are not Converged, the worst first
 * @param sites the number of sites that have a twin
 * @param oldest the oldest report; empty if no site has reported
 */
public record FleetStatus(
        SortedMap<String, SortedMap<String, Integer>> counts, List<Ill> worst, int sites, Optional<Report> oldest) {

    /** The phases of a site that is not Converged, the worst first. */
    private static final List<String> PHASES =
            List.of("Rejected", "Degraded", "Blind", SiteHealth.NONE, "Waiting", "Applying", "Paused");

    /**
     * A site that is not Converged.
     *
     * @param site its name
     * @param phase its phase
     * @param problems its reported problems, as {@code path: Code: message}
     */
    public record Ill(String site, String phase, List<String> problems) {

        /** Copies the list. */
        public Ill {
            problems = List.copyOf(problems);
        }
    }

    /**
     * A report.
     *
     * @param site the site's name
     * @param at when IoT Hub received it
     */
    public record Report(String site, Instant at) {}

    /** Copies the collections. */
    public FleetStatus {
        SortedMap<String, SortedMap<String, Integer>> copy = new TreeMap<>();
        counts.forEach((kind, values) -> copy.put(kind, Collections.unmodifiableSortedMap(new TreeMap<>(values))));
        counts = Collections.unmodifiableSortedMap(copy);
        worst = List.copyOf(worst);
    }

    /** The status of these sites. A site without a twin is left out. */
    public static FleetStatus of(List<Site> sites, Map<String, SiteTwin> twins) {
        SortedMap<String, SortedMap<String, Integer>> counts = new TreeMap<>();
        List<Ill> ill = new ArrayList<>();
        for (Site site : sites) {
            SiteTwin twin = twins.get(site.name());
            if (twin == null) {
                continue;
            }
            SiteHealth health = twin.health();
            count(counts, "phase", health.phase());
            count(counts, "wave", site.wave() + " " + health.phase());
            count(
                    counts,
                    "version",
                    Json.text(twin.reported("module"), "version").orElse(SiteHealth.NONE));
            String revision = twin.tag().revision();
            count(
                    counts,
                    "revision",
                    revision.isEmpty() ? SiteHealth.NONE : revision.substring(0, Math.min(12, revision.length())));
            health.problems().stream()
                    .map(ReportedProblem::code)
                    .distinct()
                    .forEach(code -> count(counts, "code", code));
            if (PHASES.contains(health.phase())) {
                ill.add(new Ill(
                        site.name(),
                        health.phase(),
                        health.problems().stream()
                                .map(ReportedProblem::toString)
                                .toList()));
            }
        }
        ill.sort(Comparator.<Ill>comparingInt(one -> PHASES.indexOf(one.phase()))
                .thenComparingInt(one -> -one.problems().size())
                .thenComparing(Ill::site));
        return new FleetStatus(counts, ill, twins.size(), oldest(sites, twins));
    }

    private static Optional<Report> oldest(List<Site> sites, Map<String, SiteTwin> twins) {
        return sites.stream()
                .flatMap(site -> Optional.ofNullable(twins.get(site.name()))
                        .filter(twin -> !twin.health().phase().equals(SiteHealth.NONE))
                        .flatMap(SiteTwin::reportedAt)
                        .map(at -> new Report(site.name(), at))
                        .stream())
                .min(Comparator.comparing(Report::at).thenComparing(Report::site));
    }

    private static void count(SortedMap<String, SortedMap<String, Integer>> counts, String kind, String value) {
        counts.computeIfAbsent(kind, any -> new TreeMap<>()).merge(value, 1, Integer::sum);
    }

    /** The counts as metrics in the Prometheus text format. */
    public List<String> metrics() {
        List<String> lines = new ArrayList<>();
        counts.forEach((kind, values) -> {
            lines.add("# HELP fairlead_fleet_sites_by_" + kind + " Sites by " + kind + " as last reported.");
            lines.add("# TYPE fairlead_fleet_sites_by_" + kind + " gauge");
            values.forEach((value, count) -> lines.add("fairlead_fleet_sites_by_" + kind + "{" + kind + "=\""
                    + Printable.of(value).replace("\\", "\\\\").replace("\"", "\\\"") + "\"} " + count));
        });
        oldest.ifPresent(report -> {
            lines.add(
                    "# HELP fairlead_fleet_oldest_report_timestamp_seconds When the oldest report of a site arrived.");
            lines.add("# TYPE fairlead_fleet_oldest_report_timestamp_seconds gauge");
            lines.add("fairlead_fleet_oldest_report_timestamp_seconds "
                    + report.at().getEpochSecond());
        });
        return lines;
    }
}
