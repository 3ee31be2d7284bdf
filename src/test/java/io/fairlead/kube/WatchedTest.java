package io.fairlead.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is read on which cluster. */
class WatchedTest {

    @Test
    void whatIsReadOnlyWhereCalicoIsServedIsCalicosAndNotTheConfigurationOfDns() {
        KubeOptions options = new KubeOptions(Optional.empty(), Set.of("apps"), "fairlead", "metallb-system");
        assertEquals(
                new TreeSet<>(Set.of(
                        "ippools",
                        "blockaffinities",
                        "ipamblocks",
                        "pods",
                        "ConfigMap kubeadm-config in namespace kube-system",
                        "ConfigMap kube-proxy in namespace kube-system")),
                Watched.all(options).stream()
                        .filter(Watched::isForCalico)
                        .map(Watched::toString)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
