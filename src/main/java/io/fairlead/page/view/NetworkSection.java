package io.fairlead.page.view;

import io.fairlead.address.Address;
import io.fairlead.address.AddressRange;
import io.fairlead.address.AddressSet;
import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Network;
import io.fairlead.model.Observed;
import io.fairlead.model.PodNetwork;
import io.fairlead.page.view.PoolMap.Run;
import io.fairlead.report.Acknowledged;
import io.fairlead.report.Answers;
import io.fairlead.report.NetworkInForce;
import io.fairlead.report.ReportInput;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The range of the nodes and the network of the pods: in the twin, and in the cluster. */
final class NetworkSection {

    private NetworkSection() {}

    static void write(Html html, ReportInput report) {
        Optional<String> gap = Unknown.settings(report);
        Network settings = report.answers()
                .map(Answers::network)
                .map(Acknowledged::value)
                .map(NetworkInForce::settings)
                .orElse(Network.NONE);
        html.open("section", "id", "network", "aria-labelledby", "h-network", "data-part", "")
                .element("h2", "Nodes and pods", "id", "h-network");
        gap.ifPresent(why -> html.element("p", why, "class", "note"));
        nodes(html, settings, report);
        pods(html, settings, report);
        html.close("section");
    }

    private static void nodes(Html html, Network settings, ReportInput report) {
        NavigableMap<Address, TakenAddress> nodes = new TreeMap<>();
        report.observed().stream()
                .flatMap(cluster -> cluster.stream("Node"))
                .forEach(node -> internalIps(node)
                        .forEach(address -> nodes.put(
                                address,
                                new TakenAddress(
                                        address,
                                        AddressState.NODE,
                                        Optional.empty(),
                                        List.of(node.ref()),
                                        List.of()))));
        AddressSet range = settings.nodeRange().orElse(AddressSet.EMPTY);
        html.open("article", "class", "card", "id", "nodes").element("h3", "Nodes");
        if (report.answers().isPresent()) {
            html.element(
                    "p",
                    range.isEmpty()
                            ? "The twin names no range of node addresses."
                            : "The twin's range of node addresses is " + range + ".",
                    "class",
                    "sum");
        }
        Optional<String> unread = Unknown.area(report, Area.NODES, "the Nodes");
        unread.ifPresent(why -> html.element("p", why, "class", "note"));
        if (!range.isEmpty()) {
            AddressState others = unread.isPresent() ? AddressState.NOT_KNOWN : AddressState.NO_NODE;
            List<Run> runs = AddressMap.runs(range, nodes, others);
            AddressSection.runs(html, runs, range.size(), "Addresses of nodes");
        }
        html.open("ul", "class", "plain");
        nodes.values()
                .forEach(node -> html.open("li", "id", node.anchor(), "tabindex", "-1")
                        .element("span", "", "class", "swatch " + AddressState.NODE.css())
                        .element("code", node.address().toString())
                        .text(" " + node.who()
                                + (range.isEmpty() || range.contains(node.address())
                                        ? ""
                                        : ", outside the twin's range"))
                        .close("li"));
        html.close("ul").close("article");
    }

    private static Stream<Address> internalIps(LiveObject node) {
        return node.body().each("status", "addresses").stream()
                .filter(address -> address.text("type").equals(Optional.of("InternalIP")))
                .flatMap(address -> address.text("address").flatMap(Address::parse).stream());
    }

    private static void pods(Html html, Network settings, ReportInput report) {
        html.open("article", "class", "card", "id", "pods").element("h3", "Pods' network");
        if (report.answers().isPresent()) {
            html.element(
                    "p",
                    settings.pods()
                            .map(PodNetwork::cidr)
                            .map(cidr -> "The twin's network of pods is " + cidr.cidr() + ".")
                            .orElse("The twin names no network of pods."),
                    "class",
                    "sum");
        }
        List<String[]> rows = report.observed().map(NetworkSection::rows).orElse(List.of());
        html.open("ul", "class", "plain");
        settings.clusterCidr()
                .ifPresent(cidr -> html.open("li")
                        .element("code", cidr.cidr())
                        .text(" cluster IPs, from the twin")
                        .close("li"));
        rows.forEach(row ->
                html.open("li").element("code", row[0]).text(" " + row[1]).close("li"));
        html.close("ul");
        if (rows.isEmpty()) {
            String why = report.observed().isPresent()
                    ? "Not known: the module sees no IPPool of Calico and no podCIDR of a Node."
                    : "Not known: the cluster was not read.";
            html.element("p", why, "class", "note");
        }
        html.close("article");
    }

    /** The networks that the cluster names, each with its source. */
    private static List<String[]> rows(Observed cluster) {
        List<String[]> rows = new ArrayList<>();
        cluster.stream("IPPool")
                .forEach(pool -> rows.add(new String[] {
                    pool.body().text("spec", "cidr").orElse(""),
                    "IPPool " + pool.ref().name()
                            + (pool.body().isTrue("spec", "disabled") ? ", disabled: assigns no addresses" : "")
                            + inUse(pool, cluster)
                }));
        cluster.stream("IPAMBlock")
                .forEach(block -> rows.add(new String[] {
                    block.body().text("spec", "cidr").orElse(""),
                    "block of "
                            + block.body()
                                    .text("spec", "affinity")
                                    .orElse("no node")
                                    .replaceFirst("^host:", "node ")
                }));
        cluster.stream("Node")
                .forEach(node -> node.body()
                        .text("spec", "podCIDR")
                        .ifPresent(cidr -> rows.add(new String[] {
                            cidr, "podCIDR of node " + node.ref().name()
                        })));
        return rows;
    }

    private static String inUse(LiveObject pool, Observed observed) {
        if (observed.access(Area.PODS) == Access.NONE) {
            return ", the number of its pods is not known";
        }
        Optional<AddressRange> range = pool.body().text("spec", "cidr").flatMap(AddressRange::parse);
        long pods = observed.stream("Pod")
                .flatMap(pod -> pod.body().text("status", "podIP").flatMap(Address::parse).stream())
                .filter(address -> range.filter(all -> all.contains(address)).isPresent())
                .count();
        return ", " + pods + " pods";
    }
}
