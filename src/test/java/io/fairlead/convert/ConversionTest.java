package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.desired.DesiredParser;
import io.fairlead.model.Code;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the fields of Deployments and Services: carried over, or told. */
class ConversionTest {

    private static final String SERVICE =
            "{kind: Service, metadata: {name: web}, spec: {selector: {app: web}, ports: [{port: 80}]}}";

    private static Converted convert(String... documents) {
        return Conversion.convert(List.of(new Source("web.yaml", String.join("\n---\n", documents))), Optional.empty());
    }

    /** A Deployment of one container; {@code pod} and {@code container} are more fields, each with a comma before it. */
    private static String deployment(String pod, String container) {
        return "{kind: Deployment, metadata: {name: web}, spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels:"
                + " {app: web}}, spec: {containers: [{name: c, image: 'nginx:1'" + container + "}]" + pod + "}}}}";
    }

    private static String service(String spec) {
        return "{kind: Service, metadata: {name: web}, spec: {selector: {app: web}" + spec + "}}";
    }

    private static JsonObject app(Converted converted, String id) {
        return converted.desired().getAsJsonObject("apps").getAsJsonObject(id);
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private static List<String> told(Converted converted) {
        return converted.left().stream()
                .map(left -> left.object() + ": " + left.path())
                .sorted()
                .toList();
    }

    static Stream<Arguments> carried() {
        return Stream.of(
                Arguments.of(
                        deployment("", ""), SERVICE, "{image:'nginx:1', expose:'internal', ports:'80', isolate:false}"),
                Arguments.of(
                        deployment(
                                "",
                                ", env: [{name: Z, value: x}, {name: Y, value: 'y$(Z)'}, {name: A, value: 'a$(Y)'}]"),
                        "",
                        "{image:'nginx:1', env:{Z:'x', Y:'yx', A:'ayx'}}"),
                Arguments.of(
                        deployment("", ", env: [{name: A, value: '1'}, {name: EMPTY}]"),
                        SERVICE,
                        "{image:'nginx:1', env:{A:'1', EMPTY:''}, expose:'internal', ports:'80', isolate:false}"),
                Arguments.of(
                        deployment("", ", ports: [{name: http, containerPort: 8080}]"),
                        service(
                                ", type: LoadBalancer, loadBalancerIP: 192.0.2.7, ports: [{name: web, port: 80, targetPort: http}]"),
                        "{image:'nginx:1', expose:'external', address:'192.0.2.7', ports:'web=80:8080'}"),
                Arguments.of(
                        deployment("", ""),
                        service(", ports: [{port: 53, protocol: UDP, name: dns-udp}, {port: 53, name: dns-tcp}]"),
                        "{image:'nginx:1', expose:'internal', ports:'dns-udp=53/UDP, dns-tcp=53', isolate:false}"),
                Arguments.of(
                        deployment("", ", ports: [{containerPort: 9090}]"),
                        "",
                        "{image:'nginx:1', expose:'none', ports:'9090'}"),
                Arguments.of(
                        deployment(
                                ", restartPolicy: Always, dnsPolicy: ClusterFirst, schedulerName: default-scheduler, securityContext: {},"
                                        + " terminationGracePeriodSeconds: 30, volumes: []",
                                ", imagePullPolicy: IfNotPresent, terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File,"
                                        + " resources: {}, securityContext: {allowPrivilegeEscalation: false}"),
                        "",
                        "{image:'nginx:1'}"));
    }

    static Stream<Arguments> settings() {
        return Stream.of(
                Arguments.of(
                        deployment("", ", command: [/bin/sh, '-c'], args: ['a b', '']"),
                        "",
                        "{image:'nginx:1', command:['/bin/sh','-c'], args:['a b','']}"),
                Arguments.of(
                        deployment(
                                "",
                                ", env: [{name: P, valueFrom: {secretKeyRef: {name: shop-db, key: password}}}, {name: A, value: 'x$(P)'}]"),
                        "",
                        "{image:'nginx:1', secretEnv:{P:'shop-db/password'}, env:{A:'x$(P)'}}"),
                Arguments.of(
                        deployment(
                                ", nodeSelector: {kubernetes.io/hostname: node-a, gpu: ''}, imagePullSecrets: [{name: pull}]",
                                ", resources: {requests: {cpu: 250m}, limits: {cpu: 1, memory: 1Gi, nvidia.com/gpu: 1}}"),
                        "",
                        "{image:'nginx:1', nodeSelector:'gpu=, kubernetes.io/hostname=node-a', pullSecret:'pull',"
                                + " resources:{cpu:'250m', cpuLimit:'1', memory:'1Gi', memoryLimit:'1Gi', gpu:1}}"),
                Arguments.of(
                        deployment(
                                "",
                                ", ports: [{name: http, containerPort: 8080}],"
                                        + " readinessProbe: {httpGet: {path: /healthz, port: http, scheme: HTTP}},"
                                        + " livenessProbe: {httpGet: {path: /healthz, port: http, scheme: HTTP}}"),
                        SERVICE.replace("port: 80", "port: 80, targetPort: http"),
                        "{image:'nginx:1', expose:'internal', ports:'80:8080', isolate:false, probe:{http:'/healthz', port:'8080'}}"),
                Arguments.of(
                        deployment(
                                "",
                                ", readinessProbe: {tcpSocket: {port: 80}}, livenessProbe: {tcpSocket: {port: 80}}"),
                        "",
                        "{image:'nginx:1', probe:{tcp:'80'}}"),
                Arguments.of(
                        deployment(
                                ", securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}",
                                ", securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}"),
                        "",
                        "{image:'nginx:1', security:'restricted'}"),
                Arguments.of(
                        deployment("", ""),
                        service(", type: LoadBalancer, externalTrafficPolicy: Local, ports: [{port: 80}]"),
                        "{image:'nginx:1', expose:'external', ports:'80', trafficPolicy:'Local'}"));
    }

    @ParameterizedTest
    @MethodSource({"carried", "settings"})
    void whatATierCanSayIsCarriedOverAndNothingIsTold(String deployment, String service, String expected) {
        Converted converted = service.isEmpty() ? convert(deployment) : convert(service, deployment);

        assertEquals(json(expected), app(converted, "web"));
        assertEquals(List.of(), converted.left());
    }

    static Stream<Arguments> left() {
        String container = "Deployment web: spec.template.spec.containers[0].";
        String pod = "Deployment web: spec.template.spec.";
        return Stream.of(
                Arguments.of(deployment(", volumes: [{name: v, emptyDir: {}}]", ""), pod + "volumes[0]"),
                Arguments.of(deployment(", hostNetwork: true", ""), pod + "hostNetwork"),
                Arguments.of(deployment(", serviceAccountName: root", ""), pod + "serviceAccountName"),
                Arguments.of(deployment(", restartPolicy: 7", ""), pod + "restartPolicy"),
                Arguments.of(deployment(", nobodyKnowsThis: 7", ""), pod + "nobodyKnowsThis"),
                Arguments.of(deployment(", securityContext: {runAsUser: 0}", ""), pod + "securityContext.runAsUser"),
                Arguments.of(deployment("", "}, {name: d, image: 'sidecar:1'"), pod + "containers[1]"),
                Arguments.of(
                        deployment("", ", securityContext: {privileged: true}"),
                        container + "securityContext.privileged"),
                Arguments.of(deployment("", ", imagePullPolicy: Always"), container + "imagePullPolicy"),
                Arguments.of(deployment("", ", env: [{name: A, value: 7}]"), container + "env[0].value"),
                Arguments.of(
                        deployment("", ", env: [{name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}]"),
                        container + "env[0].valueFrom.fieldRef"),
                Arguments.of(deployment("", ", env: [{name: A.B, value: x}]"), container + "env[0]"),
                Arguments.of(deployment("", ", readinessProbe: {tcpSocket: {port: 80}}"), container + "readinessProbe"),
                Arguments.of(
                        deployment(
                                "",
                                ", readinessProbe: {tcpSocket: {port: 80}, periodSeconds: 3}, livenessProbe: {tcpSocket: {port: 80}, periodSeconds: 3}"),
                        container + "readinessProbe.periodSeconds"),
                Arguments.of(
                        deployment("", ", resources: {limits: {memory: 1Mi}}"), container + "resources.limits.memory"),
                Arguments.of(
                        deployment("", ", securityContext: {runAsNonRoot: true}"),
                        container + "securityContext.runAsNonRoot"),
                Arguments.of(
                        deployment("", ", ports: [{containerPort: 80, hostPort: 80}]"),
                        container + "ports[0].hostPort"),
                Arguments.of(
                        deployment("", "").replace("{name: web}", "{name: web, annotations: {a: b}}"),
                        "Deployment web: metadata.annotations.a"),
                Arguments.of(
                        deployment("", "").replace("spec: {selector", "spec: {strategy: {type: Recreate}, selector"),
                        "Deployment web: spec.strategy.type"),
                Arguments.of(
                        deployment("", "").replace("spec: {selector", "spec: {replicas: 221, selector"),
                        "Deployment web: spec.replicas"),
                Arguments.of(
                        deployment("", "").replace("nginx:1", "Nginx:1"),
                        "Deployment web: spec.template.spec.containers[0].image"));
    }

    @ParameterizedTest
    @MethodSource("left")
    void whatATierCannotSayIsToldWithItsPath(String deployment, String expected) {
        assertTrue(
                told(convert(deployment)).contains(expected),
                () -> told(convert(deployment)).toString());
    }

    static Stream<Arguments> leftOfServices() {
        return Stream.of(
                Arguments.of(
                        service(", type: NodePort, ports: [{port: 80, nodePort: 30080}]"),
                        List.of("Service web: spec.ports[0].nodePort", "Service web: spec.type")),
                Arguments.of(
                        service(", ports: [{port: 80, targetPort: http}]"),
                        List.of("Service web: spec", "Service web: spec.ports[0]")),
                Arguments.of(
                        service(", ports: [{port: 80, protocol: SCTP}]"),
                        List.of("Service web: spec", "Service web: spec.ports[0]")),
                Arguments.of(
                        service(", ports: [{port: 80, name: a-name-that-is16}]"),
                        List.of("Service web: spec.ports[0].name")),
                Arguments.of(service(", clusterIP: None, ports: [{port: 80}]"), List.of("Service web: spec.clusterIP")),
                Arguments.of(
                        service(", sessionAffinity: ClientIP, ports: [{port: 80}]"),
                        List.of("Service web: spec.sessionAffinity")),
                Arguments.of(
                        service(", type: LoadBalancer, ports: [{port: 31000}]"), List.of("Service web: spec.ports[0]")),
                Arguments.of(SERVICE.replace("app: web", "app: other"), List.of("Service web: ")),
                Arguments.of(
                        SERVICE.replace("selector: {app: web}", "type: ExternalName, externalName: db.example"),
                        List.of("Service web: ")),
                Arguments.of(
                        SERVICE + "\n---\n" + SERVICE.replace("name: web", "name: again"), List.of("Service again: ")),
                Arguments.of("{kind: ConfigMap, metadata: {name: c}, data: {a: b}}", List.of("ConfigMap c: ")));
    }

    @ParameterizedTest
    @MethodSource("leftOfServices")
    void whatAServiceHasBeyondATierIsTold(String documents, List<String> expected) {
        assertEquals(expected, told(convert(documents, deployment("", ""))));
    }

    @Test
    void aServiceOfTwoDeploymentsIsToldAndBothStayWithoutOne() {
        Converted converted =
                convert(SERVICE, deployment("", ""), deployment("", "").replace("name: web", "name: canary"));

        assertEquals(List.of("Service web: "), told(converted));
        assertEquals(json("{image:'nginx:1'}"), app(converted, "web"));
        assertEquals(json("{image:'nginx:1'}"), app(converted, "canary"));
    }

    @Test
    void theLoadBalancerIsTheTiersServiceWhereThereAreTwo() {
        Converted converted = convert(
                SERVICE,
                SERVICE.replace("name: web", "name: lan").replace("spec: {", "spec: {type: LoadBalancer, "),
                deployment("", ""));

        assertEquals(List.of("Service web: "), told(converted));
        assertEquals(
                List.of(
                        "Deployment web: metadata.name: the Deployment is called lan like its Service, which others reach by it"),
                converted.notes().stream().map(Left::toString).toList());
        assertEquals("external", app(converted, "lan").get("expose").getAsString());
    }

    @Test
    void anAppStaysInItsNamespaceUnlessThatIsTheSystems() {
        String web = deployment("", "");
        Converted converted = convert(
                web.replace("metadata: {name: web", "metadata: {name: web, namespace: shop"),
                web.replace("metadata: {name: web", "metadata: {name: lan, namespace: default"));

        assertEquals(List.of("Deployment default/lan: metadata.namespace"), told(converted));
        assertEquals("shop", app(converted, "web").get("namespace").getAsString());
        assertFalse(app(converted, "lan").has("namespace"));
    }

    @Test
    void whatTheApiServerFilledInIsNotTold() {
        Converted converted = convert(
                "{kind: Service, status: {loadBalancer: {}}, metadata: {name: web, namespace: '', uid: u, resourceVersion: '1',"
                        + " creationTimestamp: '2026-01-31T12:00:00Z', annotations: {kubectl.kubernetes.io/last-applied-configuration: '{}'}},"
                        + " spec: {type: LoadBalancer, clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1], ipFamilies: [IPv4], ipFamilyPolicy: SingleStack,"
                        + " internalTrafficPolicy: Cluster, externalTrafficPolicy: Cluster, allocateLoadBalancerNodePorts: true, sessionAffinity: None,"
                        + " selector: {app: web}, ports: [{port: 80, protocol: TCP, targetPort: 80, nodePort: 31234}]}}",
                deployment("", ""));

        assertEquals(List.of(), converted.left());
        assertEquals(json("{image:'nginx:1', expose:'external', ports:'80'}"), app(converted, "web"));
    }

    @Test
    void aDeploymentWhoseNameIsNoIdIsToldAndTheOthersStay() {
        Converted converted = convert(
                deployment("", "").replace("Deployment, metadata: {name: web}", "Deployment, metadata: {name: web.v1}"),
                deployment("", ", ports: [{containerPort: 99999}]"));

        assertEquals(
                List.of(
                        "Deployment web.v1: ",
                        "Deployment web: spec.template.spec.containers[0].ports[0].containerPort"),
                told(converted));
        assertEquals(
                List.of("web"),
                List.copyOf(converted.desired().getAsJsonObject("apps").keySet()));
    }

    @Test
    void aSecretInTheEnvironmentIsCarriedOverWithAWarning() {
        Converted converted = convert(deployment("", ", env: [{name: DB_PASSWORD, value: hunter2}]"));

        assertEquals(List.of(), converted.left());
        assertEquals(Code.SecretInTwin, converted.warnings().get(0).code());
    }

    @Test
    void theResultIsAlwaysAcceptedWhole() {
        Stream.concat(left(), leftOfServices())
                .map(arguments ->
                        convert((String) arguments.get()[0], deployment("", "").replace("name: web", "name: other")))
                .forEach(converted -> assertEquals(
                        List.of(), DesiredParser.parse(1, converted.desired()).problems()));
    }

    @Test
    void whatIsNoObjectOfKubernetesIsToldWithTheFileAndTheLine() {
        assertUnreadable("web.yaml: line 2, column 11: it is no YAML: ", "kind: Service\n  metadata: [");
        assertUnreadable("web.yaml: it contains an object without `kind`", "image: nginx");
        assertUnreadable("web.yaml: it contains a document that is no object", "- 1");
        assertUnreadable("web.yaml: it is empty", "# nothing\n---\n");
        assertUnreadable(
                "web.yaml: line 2, column 1: the key \"kind\" is already at line 1", "kind: Service\nkind: Service\n");
    }

    private static void assertUnreadable(String message, String text) {
        List<String> unreadable = convert(text).unreadable();
        assertEquals(1, unreadable.size());
        assertTrue(unreadable.get(0).startsWith(message), unreadable::toString);
    }

    @Test
    void aSourceThatCannotBeReadCostsTheOthersNothing() {
        Converted converted = Conversion.convert(
                List.of(new Source("a.yaml", "kind: ["), new Source("b.yaml", deployment("", "")), new Source("c", "")),
                Optional.empty());

        assertEquals(2, converted.unreadable().size());
        assertEquals(json("{image:'nginx:1'}"), app(converted, "web"));
    }

    @Test
    void theLastOfSeveralObjectsOfOneNameCounts() {
        Converted converted = convert(
                deployment("", ""),
                SERVICE,
                deployment("", "").replace("nginx:1", "nginx:2"),
                SERVICE.replace("80", "81"));

        assertEquals(json("{image:'nginx:2', expose:'internal', ports:'81', isolate:false}"), app(converted, "web"));
        assertEquals(List.of(), converted.left());
        assertEquals(
                List.of(
                        "Deployment web: it is defined again below, and the last definition applies",
                        "Service web: it is defined again below, and the last definition applies"),
                converted.notes().stream().map(Left::toString).toList());
    }

    @Test
    void whatNeedsAVariableThatIsTakenOutGoesToo() {
        String secret = "{name: S, valueFrom: {secretKeyRef: {name: UPPER, key: k}}}";
        Converted converted = convert(deployment(
                "", ", args: ['$(B)'], env: [" + secret + ", {name: A, value: x$(S)}, {name: B, value: $$(S)}]"));

        assertEquals(json("{image:'nginx:1', args:['$(B)'], env:{B:'$$(S)'}}"), app(converted, "web"));
        assertEquals(
                List.of(
                        "Deployment web: spec.template.spec.containers[0].env[0].valueFrom.secretKeyRef",
                        "Deployment web: spec.template.spec.containers[0].env[1].value"),
                told(converted));
    }
}
