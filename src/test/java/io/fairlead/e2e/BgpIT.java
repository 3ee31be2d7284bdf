package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fairlead.rig.AuditCall;
import io.fairlead.rig.AuditLog.Mark;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsRig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** BGP from the twin to MetalLB's objects. No speaker runs: that a router hears of an address is not shown here. */
@NeedsRig
class BgpIT {

    private static final String NAMESPACE = "metallb-system";

    private EndToEnd device;

    @BeforeEach
    void startDevice() {
        device = new EndToEnd();
    }

    @AfterEach
    void endDevice() {
        device.close();
    }

    @Test
    void theTwinsSessionsAreMadeChangedKeptAndRemovedAndNobodyElsesIsTouched() {
        Mark start = device.rig.audit().mark();
        device.module.start();
        create(
                "metallb.io/v1beta2",
                "BGPPeer",
                "site-tor",
                Map.of("myASN", 64513, "peerASN", 64999, "peerAddress", "198.51.100.9", "bfdProfile", "site"));
        create("metallb.io/v1beta1", "BFDProfile", "site", Map.of("detectMultiplier", 5));

        Mark mark = device.rig.audit().mark();
        JsonObject reported = device.converged(device.backEnd.patch(twin("bgp", """
                {"tor1": {"address": "198.51.100.1", "asn": 64512, "port": 1179, "holdTime": 90, "bfd": true,
                          "passwordSecret": "tor1-bgp"},
                 "tor2": {"address": "198.51.100.2", "asn": 64513}}
                """)));

        assertEquals(
                "announcer unknown", BackEnd.text(reported, "workloads.web.tiers.web.message"), reported::toString);
        assertEquals("Ready", BackEnd.text(reported, "workloads.web.tiers.web.phase"));
        assertEquals(
                Set.of(
                        "BFDProfile fairlead-bfd",
                        "BGPAdvertisement fairlead-default",
                        "BGPPeer fairlead-tor1",
                        "BGPPeer fairlead-tor2",
                        "IPAddressPool fairlead-default"),
                ours());
        theObjectsSayWhatTheTwinSays();
        assertEquals("Valid", controllersState());
        String address = device.address("web");

        nothingIsWrittenWhereNothingDiffers();
        anEditByHandIsUndone();
        onlyWhatDiffersIsWritten(address);
        withoutBgpOnlySomebodyElsesIsLeft(address);

        assertEquals(Set.of(), UsedRights.unused(device, start, "bgp"));
        assertEquals(Map.of("detectMultiplier", 5), spec("BFDProfile", "site"));
        assertEquals("site", spec("BGPPeer", "site-tor").get("bfdProfile"));
        assertEquals(
                List.of(),
                device.rig.audit().since(mark).by(device.user()).stream()
                        .filter(call -> call.resource().equals("secrets"))
                        .toList());
    }

    private void theObjectsSayWhatTheTwinSays() {
        Map<String, Object> tor1 = spec("BGPPeer", "fairlead-tor1");
        assertEquals(
                Map.of(
                        "myASN",
                        64513,
                        "peerASN",
                        64512,
                        "peerAddress",
                        "198.51.100.1",
                        "peerPort",
                        1179,
                        "holdTime",
                        "1m30s",
                        "bfdProfile",
                        "fairlead-bfd",
                        "passwordSecret",
                        Map.of("name", "tor1-bgp"),
                        "disableMP",
                        false,
                        "dualStackAddressFamily",
                        false),
                tor1);
        assertEquals(
                Map.of(
                        "myASN",
                        64513,
                        "peerASN",
                        64513,
                        "peerAddress",
                        "198.51.100.2",
                        "peerPort",
                        179,
                        "disableMP",
                        false,
                        "dualStackAddressFamily",
                        false),
                spec("BGPPeer", "fairlead-tor2"));
        assertEquals(
                Map.of(
                        "ipAddressPools",
                        List.of("fairlead-default"),
                        "peers",
                        List.of("fairlead-tor1", "fairlead-tor2"),
                        "aggregationLength",
                        32,
                        "aggregationLengthV6",
                        128),
                spec("BGPAdvertisement", "fairlead-default"));
        assertEquals(
                Map.of("receiveInterval", 300, "transmitInterval", 300, "detectMultiplier", 3),
                spec("BFDProfile", "fairlead-bfd"));
    }

    private void nothingIsWrittenWhereNothingDiffers() {
        Mark mark = device.rig.audit().mark();
        device.converged(device.backEnd.patch("{\"control\":{\"reconcileNonce\":\"again\"}}"));
        assertEquals(List.of(), device.objectWritesSince(mark));
    }

    private void anEditByHandIsUndone() {
        GenericKubernetesResource peer = require("BGPPeer", "fairlead-tor1");
        peer.getAdditionalProperties().put("spec", withHoldTime("20s"));
        GenericKubernetesResource unused =
                objects("BGPPeer").inNamespace(NAMESPACE).resource(peer).update();
        Eventually.holds(
                "the hold time is the twin's again",
                EndToEnd.SOON,
                () -> "1m30s".equals(spec("BGPPeer", "fairlead-tor1").get("holdTime")));
    }

    private Map<String, Object> withHoldTime(String holdTime) {
        Map<String, Object> spec = new TreeMap<>(spec("BGPPeer", "fairlead-tor1"));
        spec.put("holdTime", holdTime);
        return spec;
    }

    private void onlyWhatDiffersIsWritten(String address) {
        Mark mark = device.rig.audit().mark();
        device.converged(device.backEnd.patch(twin("both", """
                {"tor1": {"address": "198.51.100.1", "asn": 64512, "port": 1179, "holdTime": 15, "bfd": null,
                          "passwordSecret": null},
                 "tor2": null}
                """)));
        Eventually.holds("the BFD profile is gone", EndToEnd.SOON, () -> !ours().contains("BFDProfile fairlead-bfd"));
        assertEquals(
                Set.of(
                        "BGPAdvertisement fairlead-default",
                        "BGPPeer fairlead-tor1",
                        "IPAddressPool fairlead-default",
                        "L2Advertisement fairlead-default"),
                ours());
        assertEquals(
                Map.of(
                        "myASN",
                        64513,
                        "peerASN",
                        64512,
                        "peerAddress",
                        "198.51.100.1",
                        "peerPort",
                        1179,
                        "holdTime",
                        "15s",
                        "disableMP",
                        false,
                        "dualStackAddressFamily",
                        false),
                spec("BGPPeer", "fairlead-tor1"));
        assertEquals(
                Set.of(
                        "bfdprofiles delete",
                        "bgpadvertisements patch",
                        "bgppeers delete",
                        "bgppeers patch",
                        "l2advertisements patch"),
                written(mark));
        assertEquals(address, device.address("web"));
    }

    private void withoutBgpOnlySomebodyElsesIsLeft(String address) {
        Mark mark = device.rig.audit().mark();
        device.converged(device.backEnd.patch(
                "{\"network\":{\"services\":{\"pools\":{\"default\":{\"advertise\":\"l2\"}}},\"bgp\":null}}"));
        Eventually.holds(
                "only the pool and its L2Advertisement are left",
                EndToEnd.SOON,
                () -> ours().equals(Set.of("IPAddressPool fairlead-default", "L2Advertisement fairlead-default")));
        assertEquals(Set.of("bgpadvertisements delete", "bgppeers delete"), written(mark));
        assertEquals(address, device.address("web"));
    }

    @Test
    void withoutTheRightsToBgpThePoolsGoOnAndBgpFollowsWhenTheyCome() {
        var roles = device.admin().rbac().roles().inNamespace(NAMESPACE);
        Role role = roles.withName("fairlead-bgp-" + device.namespace).require();
        roles.resource(role).delete();
        device.module.start();
        long version =
                device.backEnd.patch(twin("both", "{\"tor1\": {\"address\": \"198.51.100.1\", \"asn\": 64512}}"));

        JsonObject reported = device.problem("NoRights");

        assertEquals(List.of("network.bgp"), EndToEnd.problemPaths(reported));
        assertEquals("write", BackEnd.text(reported, "device.rights.pools"));
        assertEquals(device.ip(0), device.awaitAddress("web"));
        assertEquals(Set.of("IPAddressPool fairlead-default", "L2Advertisement fairlead-default"), ours());

        role.getMetadata().setResourceVersion(null);
        role.getMetadata().setUid(null);
        Role given = roles.resource(role).create();
        assertEquals(role.getRules(), given.getRules());
        device.converged(version);

        assertTrue(
                ours().containsAll(Set.of("BGPPeer fairlead-tor1", "BGPAdvertisement fairlead-default")),
                ours()::toString);
    }

    private String twin(String advertise, String peers) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s", "advertise": "%s"}}},
                             "bgp": {"localAsn": 64513, "peers": %s}},
                 "apps": {"web": {"image": "nginx:1.27", "expose": "external", "ports": "80"}}}
                """.formatted(device.range(0, 3), advertise, peers);
    }

    /** Kind and name of each object that bears Fairlead's label. */
    private Set<String> ours() {
        Set<String> ours = new TreeSet<>();
        for (String kind : List.of("IPAddressPool", "L2Advertisement", "BGPAdvertisement", "BGPPeer", "BFDProfile")) {
            objects(kind)
                    .inNamespace(NAMESPACE)
                    .withLabel("app.kubernetes.io/managed-by", "fairlead")
                    .list()
                    .getItems()
                    .forEach(
                            object -> ours.add(kind + " " + object.getMetadata().getName()));
        }
        return ours;
    }

    private Set<String> written(Mark mark) {
        return device.objectWritesSince(mark).stream()
                .map((AuditCall call) -> call.resource() + " " + call.verb())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What MetalLB's controller says of the configuration it sees. */
    private String controllersState() {
        return Eventually.value(
                "the controller says what it thinks",
                EndToEnd.SOON,
                () -> objects("ConfigurationState").inNamespace(NAMESPACE).list().getItems().stream()
                        .flatMap(state -> state.getAdditionalProperties().get("status") instanceof Map<?, ?> status
                                ? Stream.of(String.valueOf(status.get("result")))
                                : Stream.of())
                        .findFirst());
    }

    @SuppressWarnings("unchecked") // YAML's maps have string keys.
    private Map<String, Object> spec(String kind, String name) {
        return (Map<String, Object>) Objects.requireNonNull(
                require(kind, name).getAdditionalProperties().get("spec"));
    }

    private GenericKubernetesResource require(String kind, String name) {
        return objects(kind).inNamespace(NAMESPACE).withName(name).require();
    }

    private void create(String apiVersion, String kind, String name, Map<String, Object> spec) {
        GenericKubernetesResource object = new GenericKubernetesResource();
        object.setApiVersion(apiVersion);
        object.setKind(kind);
        object.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build());
        object.setAdditionalProperties(Map.of("spec", spec));
        GenericKubernetesResource unused =
                objects(kind).inNamespace(NAMESPACE).resource(object).create();
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            objects(String kind) {
        String version = kind.equals("BGPPeer") ? "v1beta2" : "v1beta1";
        return device.admin().genericKubernetesResources("metallb.io/" + version, kind);
    }
}
