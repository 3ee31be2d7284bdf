package io.fairlead.page.view;

import io.fairlead.model.App;
import io.fairlead.model.Endpoint;
import io.fairlead.model.LiveObject;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.TierHealth;
import io.fairlead.model.TierId;
import io.fairlead.model.TierPhase;
import io.fairlead.report.AppHealth;
import io.fairlead.report.InternalNames;
import io.fairlead.report.ReportInput;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The apps as trees: app, tier, Service, address, name and pods, each with its health. */
final class AppTree {

    /** If there are more apps, those that are Ready start folded. */
    private static final int FEW = 8;

    private final Html html;
    private final ReportInput report;
    private final Map<TierId, List<ObjectRef>> services;
    private final Map<TierId, String> names;
    private final Announcers announcers;

    private AppTree(Html html, ReportInput report) {
        this.html = html;
        this.report = report;
        this.services = services(report.observed());
        this.names = report.observed().map(InternalNames::of).orElse(Map.of());
        this.announcers = Announcers.of(report.observed());
    }

    static void write(Html html, PageState state, SortedMap<String, AppHealth> apps) {
        html.open("section", "id", "apps", "aria-labelledby", "h-apps", "data-part", "")
                .element("h2", "Apps", "id", "h-apps");
        AppTree tree = new AppTree(html, state.report());
        SortedMap<String, App> inForce = state.report().workloads().apps();
        boolean seen = state.report().observed().isPresent();
        if (seen ? apps.isEmpty() : inForce.isEmpty()) {
            html.element("p", Unknown.settings(state.report()).orElse("There is no app."), "class", "calm");
        } else if (seen) {
            apps.forEach((id, app) -> tree.app(id, app, apps.size() <= FEW));
        } else {
            html.element("p", "The cluster was not read: how these apps are is not known.", "class", "note");
            inForce.values().forEach(tree::unseen);
        }
        html.close("section");
    }

    /** The id of a tier in the page. App and tier ids contain no dots. */
    static String anchor(TierId tier) {
        return "t-" + tier.app() + "." + tier.tier();
    }

    private void app(String id, AppHealth app, boolean few) {
        boolean open = few || app.phase() != TierPhase.Ready;
        html.open(
                        "details",
                        open
                                ? new String[] {"class", "card app", "id", "app-" + id, "open", ""}
                                : new String[] {"class", "card app", "id", "app-" + id})
                .open("summary");
        phase(app.phase());
        html.element("b", id).text(" " + app.tiers().size() + (app.tiers().size() == 1 ? " tier" : " tiers"));
        html.close("summary");
        if (!app.message().isEmpty()) {
            html.element("p", app.code().map(code -> code + ": ").orElse("") + app.message(), "class", "why");
        }
        html.open("ul", "class", "tree");
        app.tiers().forEach((tier, health) -> tier(new TierId(id, tier), health));
        html.close("ul").close("details");
    }

    /** An app in a cluster that was not read. */
    private void unseen(App app) {
        html.open("article", "class", "card app", "id", "app-" + app.id()).open("div", "class", "node");
        chip(Unknown.WORD);
        html.element("b", app.id()).close("div").open("ul", "class", "tree");
        app.tiers().keySet().forEach(tier -> {
            TierId id = new TierId(app.id(), tier);
            html.open("li", "id", anchor(id), "tabindex", "-1");
            chip(Unknown.WORD);
            html.element("b", tier)
                    .text(" " + AppHealth.ports(report.workloads(), id))
                    .close("li");
        });
        html.close("ul").close("article");
    }

    private void tier(TierId id, TierHealth health) {
        html.open("li", "id", anchor(id), "tabindex", "-1").open("div", "class", "node");
        phase(health.phase());
        html.element("b", id.tier());
        if (health.phase() != TierPhase.Removing) {
            html.text(" " + health.ready() + " of " + health.wanted() + " ready");
        }
        html.close("div");
        String code = health.code().map(is -> is + ": ").orElse("");
        if (!(code + health.message()).isEmpty()) {
            html.element("p", code + health.message(), "class", "why");
        }
        List<ObjectRef> own = services.getOrDefault(id, List.of());
        if (!own.isEmpty() || !health.endpoints().isEmpty()) {
            html.open("ul");
            own.forEach(service -> service(id, service, health));
            health.endpoints().forEach(this::pod);
            html.close("ul");
        }
        html.close("li");
    }

    private void service(TierId id, ObjectRef service, TierHealth health) {
        html.open("li")
                .open("div", "class", "node")
                .element("span", "Service", "class", "kind")
                .text(service.namespace() + "/" + service.name() + " " + AppHealth.ports(report.workloads(), id))
                .close("div");
        health.address().ifPresent(address -> {
            html.open("div", "class", "node")
                    .element("span", "Address", "class", "kind")
                    .link("#" + TakenAddress.anchor(address), address.toString());
            List<String> nodes = announcers.of(service);
            html.text(nodes.isEmpty() ? "" : " announced by " + String.join(", ", nodes))
                    .close("div");
        });
        Optional<String> name = health.dns().isEmpty()
                ? Optional.ofNullable(names.get(id))
                : Optional.of(String.join(", ", health.dns()));
        name.ifPresent(text -> html.open("div", "class", "node")
                .element("span", "Name", "class", "kind")
                .element("code", text)
                .close("div"));
        html.close("li");
    }

    private void pod(Endpoint endpoint) {
        html.open("li")
                .open("div", "class", "node")
                .element(
                        "span",
                        endpoint.ready() ? "●" : "○",
                        "class",
                        endpoint.ready() ? "dot ok" : "dot no",
                        "aria-hidden",
                        "true")
                .element("span", "Pod", "class", "kind")
                .text(endpoint.pod() + " " + (endpoint.ready() ? "ready" : "not ready")
                        + (endpoint.node().isEmpty() ? "" : " on " + endpoint.node()) + ", " + endpoint.address())
                .close("div")
                .close("li");
    }

    private void phase(TierPhase phase) {
        html.element("span", phase.name(), "class", "chip t-" + phase.name()).text(" ");
    }

    private void chip(String word) {
        html.element("span", word, "class", "chip").text(" ");
    }

    private static Map<TierId, List<ObjectRef>> services(Optional<Observed> observed) {
        Map<TierId, List<ObjectRef>> services = new HashMap<>();
        Map<TierId, SortedMap<String, ObjectRef>> sorted = new HashMap<>();
        observed.stream()
                .flatMap(cluster -> cluster.stream("Service"))
                .filter(LiveObject::isFairleads)
                .forEach(service -> service.tier()
                        .ifPresent(tier -> sorted.computeIfAbsent(tier, none -> new TreeMap<>())
                                .put(service.ref().name(), service.ref())));
        sorted.forEach((tier, byName) -> services.put(tier, List.copyOf(byName.values())));
        return services;
    }
}
