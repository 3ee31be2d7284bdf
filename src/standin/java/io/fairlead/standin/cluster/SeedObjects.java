package io.fairlead.standin.cluster;

import com.google.gson.JsonObject;
import io.fairlead.standin.cluster.objects.Catalog;
import io.fairlead.standin.cluster.objects.Json;
import io.fairlead.standin.cluster.objects.ObjectKey;
import io.fairlead.standin.cluster.objects.ResourceKind;
import io.fairlead.standin.cluster.objects.Writer;
import io.fairlead.standin.cluster.objects.Writes;
import java.util.List;
import java.util.Map;

/** What the cluster holds before anybody writes: the device's namespaces, nodes, system Services and definitions. */
final class SeedObjects {
    private static final Writer SETUP = Writer.of("kube-apiserver");

    private final Writes writes;

    SeedObjects(Writes writes) {
        this.writes = writes;
    }

    void plant() {
        List.of("default", "kube-system", "kube-public", "kube-node-lease", "metallb-system", "fairlead")
                .forEach(name -> create(Catalog.NAMESPACE, "", name, "{}"));
        node("node-a", "10.126.75.200");
        node("node-b", "10.126.75.201");
        create(Catalog.SERVICE, "default", "kubernetes", """
                {"spec": {"clusterIP": "172.28.0.1",
                 "ports": [{"name": "https", "port": 443, "protocol": "TCP", "targetPort": 6443}]}}""");
        create(Catalog.SERVICE, "kube-system", "kube-dns", """
                {"spec": {"clusterIP": "172.28.0.10", "selector": {"k8s-app": "kube-dns"},
                 "ports": [{"name": "dns", "port": 53, "protocol": "UDP", "targetPort": 53},
                           {"name": "dns-tcp", "port": 53, "protocol": "TCP", "targetPort": 53}]}}""");
        create(Catalog.CONFIG_MAP, "kube-system", "coredns", """
                {"data": {"Corefile": ".:53 {\\n    errors\\n    health\\n    ready\\n    kubernetes cluster.local in-addr.arpa ip6.arpa\\n    cache 30\\n    loop\\n    reload\\n    loadbalance\\n}\\n"}}""");
        create(Catalog.IP_POOL, "", "default-ipv4-ippool", """
                {"spec": {"cidr": "172.27.0.0/16", "blockSize": 26, "ipipMode": "Always", "vxlanMode": "Never",
                 "natOutgoing": true, "nodeSelector": "all()", "allowedUses": ["Workload", "Tunnel"]}}""");
        Catalog.ALL.stream().filter(ResourceKind::custom).forEach(this::definition);
    }

    private void node(String name, String address) {
        ObjectKey key = create(Catalog.NODE, "", name, """
                {"metadata": {"labels": {"kubernetes.io/hostname": "%s", "kubernetes.io/os": "linux"}}}""".formatted(name));
        JsonObject status = Json.object("""
                {"addresses": [{"type": "InternalIP", "address": "%s"}, {"type": "Hostname", "address": "%s"}],
                 "conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}],
                 "nodeInfo": {"kubeletVersion": "v1.28.3", "architecture": "amd64", "operatingSystem": "linux"}}""".formatted(address, name));
        setStatus(key, status);
    }

    private void definition(ResourceKind kind) {
        ObjectKey key = create(Catalog.CRD, "", kind.resource(), """
                {"spec": {"group": "%s", "scope": "%s",
                  "names": {"kind": "%s", "plural": "%s", "singular": "%s"},
                  "versions": [{"name": "%s", "served": true, "storage": true}]}}""".formatted(
                        kind.group(),
                        kind.namespaced() ? "Namespaced" : "Cluster",
                        kind.kind(),
                        kind.plural(),
                        kind.singular(),
                        kind.version()));
        JsonObject status = new JsonObject();
        status.add(
                "conditions", Json.ofObjects(List.of(Json.ofTexts(Map.of("type", "Established", "status", "True")))));
        setStatus(key, status);
    }

    private void setStatus(ObjectKey key, JsonObject status) {
        writes.change(
                key,
                live -> {
                    live.add("status", status);
                    return live;
                },
                Writer.status(SETUP.manager()));
    }

    private ObjectKey create(ResourceKind kind, String namespace, String name, String json) {
        JsonObject object = Json.object(json);
        Json.child(object, "metadata").addProperty("name", name);
        writes.create(kind, namespace, object, SETUP);
        return new ObjectKey(kind, namespace, name);
    }
}
