package io.fairlead.kube;

import io.fairlead.ledger.LedgerText;
import io.fairlead.model.Fields;
import io.fairlead.model.LiveObject;
import io.fairlead.model.Manifest;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import io.fairlead.model.Path;
import io.fairlead.model.Plan;
import io.fairlead.model.Stage;
import io.fairlead.model.Step;
import io.fairlead.network.metallb.MetalLbKind;
import io.fairlead.ownership.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Objects, steps and plans as the planner makes them. */
final class Samples {

    private Samples() {}

    static Manifest deployment(String namespace, String name, String image) {
        return manifest(ObjectRef.deployment(namespace, name), """
                "spec": {"replicas": 1, "selector": {"matchLabels": {"app.kubernetes.io/name": "%1$s"}},
                 "template": {"metadata": {"labels": {"app.kubernetes.io/name": "%1$s"}},
                  "spec": {"automountServiceAccountToken": false, "containers": [{"name": "main", "image": "%2$s",
                   "env": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
                   "ports": [{"name": "http", "containerPort": 80, "protocol": "TCP"}],
                   "resources": {"limits": {"cpu": "500m", "memory": "1Gi"}},
                   "securityContext": {"allowPrivilegeEscalation": false, "capabilities": {"drop": ["ALL"]}},
                   "readinessProbe": {"httpGet": {"path": "/", "port": "http"}}}],
                   "securityContext": {"seccompProfile": {"type": "RuntimeDefault"}},
                   "volumes": [{"name": "tmp", "emptyDir": {}}]}}}""".formatted(name, image));
    }

    static Manifest service(String namespace, String name, int port) {
        return manifest(ObjectRef.service(namespace, name), """
                "spec": {"type": "LoadBalancer", "externalTrafficPolicy": "Cluster",
                 "selector": {"app.kubernetes.io/name": "%s"},
                 "ports": [{"name": "http", "port": %d, "protocol": "TCP", "targetPort": 80}]}""".formatted(name, port));
    }

    static Manifest pool(String name, String addresses) {
        return manifest(MetalLbKind.POOL.ref(KubeOptions.METALLB_NAMESPACE, name), """
                "spec": {"addresses": ["%s"], "autoAssign": true, "avoidBuggyIPs": false}""".formatted(addresses));
    }

    static Manifest ledger(String namespace, String text) {
        return manifest(ObjectRef.configMap(namespace, LedgerText.NAME), """
                "data": {"ledger.json": "%s"}""".formatted(text));
    }

    static Step.Apply apply(Manifest manifest) {
        return apply(manifest, true, manifest.ref().name());
    }

    static Step.Apply apply(Manifest manifest, boolean force, String part) {
        return new Step.Apply(manifest, force, new Path(part), "differs");
    }

    static Step.Delete delete(LiveObject object) {
        return delete(object.ref(), object.uid());
    }

    static Step.Delete delete(ObjectRef ref, String uid) {
        return new Step.Delete(ref, uid, new Path(ref.name()), "left the twin");
    }

    static Plan plan(Stage stage, Step... steps) {
        return new Plan(new TreeMap<>(Map.of(stage, List.of(steps))));
    }

    static Plan plan(Map<Stage, List<Step>> stages) {
        SortedMap<Stage, List<Step>> sorted = new TreeMap<>(stages);
        return new Plan(sorted);
    }

    /** What a second cycle would apply. */
    static List<Step> stillDiffering(Observed observed, Manifest... manifests) {
        List<Step> steps = new ArrayList<>();
        for (Manifest manifest : manifests) {
            if (observed.find(manifest.ref())
                    .map(live -> Difference.differs(manifest, live))
                    .orElse(true)) {
                steps.add(apply(manifest));
            }
        }
        return steps;
    }

    static Fields fields(String json) {
        try {
            return new Fields(Json.object(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Manifest manifest(ObjectRef ref, String rest) {
        return new Manifest(
                ref, fields("""
                {"apiVersion": "%s", "kind": "%s",
                 "metadata": {"namespace": "%s", "name": "%4$s", "labels": {"app.kubernetes.io/managed-by": "fairlead",
                  "app.kubernetes.io/name": "%4$s"}},
                 %5$s}""".formatted(ref.apiVersion(), ref.kind(), ref.namespace(), ref.name(), rest)));
    }
}
