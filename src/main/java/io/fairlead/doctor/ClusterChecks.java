package io.fairlead.doctor;

import io.fairlead.model.Access;
import io.fairlead.model.Area;
import io.fairlead.model.LoadBalancer;
import io.fairlead.model.ObjectRef;
import io.fairlead.model.Observed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The checks of a cluster that can be read. */
final class ClusterChecks {

    private static final Pattern MINOR = Pattern.compile("v1\\.(\\d{1,3})\\..*");

    /** The oldest minor release of an Azure Stack Edge that still gets updates; the tests run against it. */
    private static final int OLDEST = 20;

    private static final String GRANT = "Grant-HcsKubernetesNamespaceAccess -Namespace <namespace> -UserName <user>";

    private static final ObjectRef CORE_DNS = ObjectRef.configMap("kube-system", "coredns");

    private ClusterChecks() {}

    static List<Finding> of(Observed observed, String namespace, String architecture) {
        List<Finding> findings = new ArrayList<>();
        findings.add(version(observed.kubernetesVersion()));
        findings.add(Finding.ok("platform", observed.platform().name()));
        for (Area area : Area.values()) {
            findings.add(rights(observed, area, namespace));
        }
        findings.add(loadBalancer(observed));
        findings.add(coreDns(observed));
        findings.add(architecture(observed, architecture));
        return findings;
    }

    private static Finding version(String version) {
        Matcher minor = MINOR.matcher(version);
        boolean old = minor.matches() && Integer.parseInt(minor.group(1)) < OLDEST;
        return old
                ? Finding.warning(
                        "Kubernetes",
                        version + " is older than any that Fairlead is tested with (v1." + OLDEST + ")",
                        "update the device")
                : Finding.ok("Kubernetes", version);
    }

    private static Finding rights(Observed observed, Area area, String namespace) {
        String check = "rights " + area.name().toLowerCase(Locale.ROOT);
        Access access = observed.access(area);
        if (access == Access.WRITE || (access == Access.READ && isOnlyRead(area))) {
            return Finding.ok(check, access.name().toLowerCase(Locale.ROOT));
        }
        if (area == Area.POOLS && access == Access.READ && observed.platform().hasComputePage()) {
            return Finding.ok(
                    check, "read; the device's Compute page has the ranges, and the report says what to enter there");
        }
        String mend = apply(area.file(), namespace);
        String message = access == Access.NONE ? "none" : "read only";
        return area == Area.APPS
                ? Finding.error(check, message + ": no app is changed", mend + "; on an Azure Stack Edge: " + GRANT)
                : Finding.warning(
                        check,
                        message,
                        observed.platform().hasComputePage()
                                ? mend + "; only Microsoft's support has the rights for it on an Azure Stack Edge"
                                : mend);
    }

    /** The cluster cannot be read without the right to the ledger. */
    static Finding withoutLedger(String why, String namespace) {
        return Finding.error(
                "rights ledger",
                why,
                apply("module/rbac/ledger.yaml", namespace) + "; on an Azure Stack Edge: "
                        + GRANT.replace("<namespace>", namespace));
    }

    private static String apply(String file, String namespace) {
        return "kubectl apply -f " + file + " (it is for the service account fairlead in namespace " + namespace
                + "; for another user change its subjects)";
    }

    private static boolean isOnlyRead(Area area) {
        return area == Area.NODES || area == Area.SERVICES;
    }

    private static Finding loadBalancer(Observed observed) {
        LoadBalancer loadBalancer = observed.loadBalancer();
        if (!loadBalancer.isPresent()) {
            return Finding.error(
                    "load balancer",
                    "MetalLB was not found, so no external tier gets an address",
                    "kubectl get crd ipaddresspools.metallb.io; if it is an old version with a ConfigMap: kubectl apply -f"
                            + " module/rbac/pools.yaml");
        }
        return loadBalancer.hasPools()
                ? Finding.ok("load balancer", loadBalancer.title())
                : Finding.error(
                        "load balancer",
                        loadBalancer.title() + ": its configuration cannot be read",
                        "kubectl -n metallb-system get configmap config -o yaml");
    }

    private static Finding coreDns(Observed observed) {
        if (observed.access(Area.DNS) == Access.NONE) {
            return Finding.ok("CoreDNS", "not checked, because a right is missing");
        }
        return observed.find(CORE_DNS).isPresent()
                ? Finding.ok("CoreDNS", "its configuration exists")
                : Finding.warning(
                        "CoreDNS",
                        "the ConfigMap kube-system/coredns is missing, so no names can be added to it",
                        "kubectl -n kube-system get configmap,deployment -l k8s-app=kube-dns");
    }

    private static Finding architecture(Observed observed, String architecture) {
        Set<String> nodes = observed.stream("Node")
                .flatMap(node -> node.body().text("status", "nodeInfo", "architecture").stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (nodes.isEmpty()) {
            return Finding.ok("architecture", architecture + "; that of the nodes is not known: the module sees none");
        }
        return nodes.equals(Set.of(architecture))
                ? Finding.ok("architecture", architecture)
                : Finding.warning(
                        "architecture",
                        "nodes are " + String.join(", ", nodes) + ", the module is " + architecture
                                + "; an image of another architecture does not start on a node",
                        "kubectl get nodes -L kubernetes.io/arch; use images for all of them, or nodeSelector");
    }
}
