package io.fairlead.desired;

import static io.fairlead.desired.DesiredParserTest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.fairlead.model.Problem;
import io.fairlead.model.TierOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What create options say, with the other keys of a tier. */
class CreateOptionsTest {

    private static CreateOptions.Expanded expand(String options) {
        JsonObject tier = object("{image:'i', createOptions:" + options + "}");
        return CreateOptions.expand("apps.a", tier);
    }

    private static List<String> told(CreateOptions.Expanded expanded) {
        return expanded.problems().stream()
                .map(problem -> problem.path() + " " + problem.code())
                .sorted()
                .toList();
    }

    static Stream<Arguments> translated() {
        return Stream.of(
                Arguments.of("{}", "{}"),
                Arguments.of(
                        "{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'8080'}]}}}",
                        "{expose:'external', ports:'8080:80'}"),
                Arguments.of(
                        "{HostConfig:{PortBindings:{'5671/tcp':[{HostPort:'5671'}], '443/tcp':[{HostPort:'443', HostIp:''}]}}}",
                        "{expose:'external', ports:'443:443, 5671:5671'}"),
                Arguments.of(
                        "{HostConfig:{PortBindings:{'80':[{HostPort:8080, HostIp:'0.0.0.0'}, {HostPort:'81'}]}}, ExposedPorts:{'80/tcp':{}}}",
                        "{expose:'external', ports:'81:80, 8080:80'}"),
                Arguments.of("{ExposedPorts:{'53/udp':{}}}", "{expose:'internal', ports:'53:53/UDP'}"),
                Arguments.of(
                        "{ExposedPorts:{'80/tcp':{}}, 'k8s-experimental':{serviceOptions:{type:'LoadBalancer', loadBalancerIP:'192.0.2.7'}}}",
                        "{expose:'external', ports:'80:80', address:'192.0.2.7'}"),
                Arguments.of(
                        "{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'8080'}]}}, 'k8s-experimental':{serviceOptions:{type:'ClusterIP'}}}",
                        "{expose:'internal', ports:'8080:80'}"),
                Arguments.of(
                        "{Env:['A=b','Logging:Level=a=b','EMPTY=']}", "{env:{A:'b', Logging__Level:'a=b', EMPTY:''}}"),
                Arguments.of(
                        "{Env:['A=$(B)','C=$$(D) $x $'], Entrypoint:['$(A)'], Cmd:['a$$','$(B)']}",
                        "{env:{A:'$$(B)', C:'$$$$(D) $x $'}, command:['$$(A)'], args:['a$$$','$$(B)']}"),
                Arguments.of(
                        "{Entrypoint:'/bin/a b', Cmd:['-c','x, y']}", "{command:['/bin/a b'], args:['-c','x, y']}"),
                Arguments.of(
                        "{'k8s-experimental':{nodeSelector:{'kubernetes.io/hostname':'n', gpu:''}, strategy:{type:'RollingUpdate'}}}",
                        "{nodeSelector:'gpu=, kubernetes.io/hostname=n'}"),
                Arguments.of(
                        "{'k8s-experimental':{resources:{requests:{cpu:'100m', 'nvidia.com/gpu':1}, limits:{cpu:1, memory:'1Gi', 'nvidia.com/gpu':1}}}}",
                        "{resources:{cpuLimit:'1', cpu:'100m', memoryLimit:'1Gi', memory:'1Gi', gpu:1}}"));
    }

    @ParameterizedTest
    @MethodSource("translated")
    void whatATierCanSayIsSaidWithItsKeys(String options, String expected) {
        CreateOptions.Expanded expanded = expand(options);

        JsonObject tier = object(expected);
        tier.addProperty("image", "i");
        assertEquals(tier, expanded.tier());
        assertEquals(List.of(), expanded.problems());
    }

    @ParameterizedTest
    @MethodSource("translated")
    void theStringThatThePortalHoldsSaysTheSame(String options, String expected) {
        String string = new JsonPrimitive(object(options).toString()).toString();

        assertEquals(expand(options), expand(string));
    }

    @Test
    void whatNoKeyOfATierSaysIsKeptBesideThem() {
        CreateOptions.Expanded expanded = expand("{WorkingDir:'/srv', Labels:{'org.example.team':'edge', empty:''},"
                + " 'k8s-experimental':{strategy:{type:'Recreate'}}}");

        assertEquals(List.of(), expanded.problems());
        assertEquals(
                new TierOptions(
                        Optional.of("/srv"), new TreeMap<>(Map.of("org.example.team", "edge", "empty", "")), true),
                expanded.options());
        assertEquals(TierOptions.NONE, expand("{}").options());
    }

    static Stream<Arguments> refused() {
        return Stream.concat(
                Stream.of(
                                "Privileged:true",
                                "Binds:['/srv:/data']",
                                "Mounts:[{Type:'volume', Source:'s', Target:'/data'}]",
                                "VolumesFrom:['other']",
                                "Devices:[{PathOnHost:'/dev/tty'}]",
                                "DeviceCgroupRules:['c 1:3 mr']",
                                "DeviceRequests:[{Count:-1}]",
                                "CapAdd:['NET_ADMIN']",
                                "SecurityOpt:['seccomp=unconfined']",
                                "NetworkMode:'host'",
                                "PidMode:'host'",
                                "IpcMode:'container:x'",
                                "UTSMode:'host'",
                                "UsernsMode:'host'",
                                "CgroupnsMode:'host'")
                        .map(key -> Arguments.of("{HostConfig:{" + key + "}}", hostPath(key) + " ForbiddenSetting")),
                Stream.concat(
                        Stream.of(
                                        "Init:true",
                                        "Memory:1048576",
                                        "NetworkMode:'other'",
                                        "RestartPolicy:7",
                                        "Runtime:'nvidia'",
                                        "CapDrop:['ALL']",
                                        "PublishAllPorts:true",
                                        "NobodyKnowsThis:1")
                                .map(key -> Arguments.of(
                                        "{HostConfig:{" + key + "}}",
                                        hostPath(key) + (key.endsWith(":7") ? " WrongType" : " UnsupportedSetting"))),
                        elsewhere()));
    }

    private static Stream<Arguments> elsewhere() {
        String at = "apps.a.createOptions.";
        return Stream.of(
                Arguments.of("{Volumes:{'/data':{}}}", at + "Volumes ForbiddenSetting"),
                Arguments.of(
                        "{NetworkingConfig:{EndpointsConfig:{host:{}}}}", at + "NetworkingConfig ForbiddenSetting"),
                Arguments.of(
                        "{NetworkingConfig:{EndpointsConfig:{edge:{}}}}", at + "NetworkingConfig UnsupportedSetting"),
                Arguments.of("{'k8s-experimental':{volumes:[{}]}}", at + "k8s-experimental.volumes ForbiddenSetting"),
                Arguments.of(
                        "{'k8s-experimental':{securityContext:{runAsUser:0, fsGroup:1}}}",
                        at + "k8s-experimental.securityContext UnsupportedSetting"),
                Arguments.of(
                        "{'k8s-experimental':{serviceOptions:{type:'NodePort'}}}",
                        at + "k8s-experimental.serviceOptions.type UnsupportedSetting"),
                Arguments.of(
                        "{'k8s-experimental':{resources:{limits:{'example.com/fpga':1}}}}",
                        at + "k8s-experimental.resources.limits.example.com/fpga UnsupportedSetting"),
                Arguments.of(
                        "{'k8s-experimental':{resources:{limits:{'nvidia.com/gpu':'half'}}}}",
                        at + "k8s-experimental.resources.limits.nvidia.com/gpu BadQuantity"),
                Arguments.of(
                        "{HostConfig:{RestartPolicy:{Name:'no'}}}",
                        at + "HostConfig.RestartPolicy.Name UnsupportedSetting"),
                Arguments.of(
                        "{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'80'}]}}, ExposedPorts:{'90/tcp':{}}}",
                        at + "ExposedPorts.90/tcp UnsupportedSetting"),
                Arguments.of("{WorkingDir:'srv'}", at + "WorkingDir UnsupportedSetting"),
                Arguments.of(
                        "{Labels:{'cni.projectcalico.org/ipAddrs':'[]'}}",
                        at + "Labels.cni.projectcalico.org/ipAddrs ForbiddenSetting"),
                Arguments.of("{Labels:{'two words':'x'}}", at + "Labels.two words BadName"),
                Arguments.of("{Labels:{a:1}}", at + "Labels.a WrongType"),
                Arguments.of(
                        "{'k8s-experimental':{strategy:{type:'Recreate', rollingUpdate:{maxSurge:1}}}}",
                        at + "k8s-experimental.strategy.rollingUpdate UnsupportedSetting"),
                Arguments.of("{Image:'other'}", at + "Image UnsupportedSetting"),
                Arguments.of("{User:'0'}", at + "User UnsupportedSetting"),
                Arguments.of("{Env:['A']}", at + "Env[0] UnsupportedSetting"),
                Arguments.of("{Env:['A:B=1','A__B=2']}", at + "Env[1] UnsupportedSetting"),
                Arguments.of("{Env:{A:'b'}}", at + "Env WrongType"),
                Arguments.of("{Cmd:[1]}", at + "Cmd WrongType"),
                Arguments.of("{HostConfig:[1]}", at + "HostConfig WrongType"),
                Arguments.of("{hostConfig:{Privileged:true}}", at + "hostConfig UnsupportedSetting"));
    }

    private static String hostPath(String key) {
        return "apps.a.createOptions.HostConfig." + key.substring(0, key.indexOf(':'));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatATierCannotOrMustNotSayIsAProblemAtItsPlace(String options, String expected) {
        assertEquals(List.of(expected), told(expand(options)));
    }

    @Test
    void keysThatSayNothingPass() {
        CreateOptions.Expanded expanded =
                expand("{Hostname:'', Env:null, Cmd:[], Volumes:{}, Labels:{}, Tty:false, Image:'i',"
                        + " NetworkingConfig:{EndpointsConfig:{}}, HostConfig:{Privileged:false, Binds:null, CapAdd:[], Memory:0,"
                        + " NetworkMode:'default', LogConfig:{Type:'', Config:{}}, RestartPolicy:{Name:'always', MaximumRetryCount:0},"
                        + " SecurityOpt:['no-new-privileges']}, 'k8s-experimental':{}}");

        assertEquals(List.of(), expanded.problems());
        assertEquals(object("{image:'i'}"), expanded.tier());
    }

    @Test
    void whatTheTierSaysByItselfTooIsAProblem() {
        CreateOptions.Expanded expanded = CreateOptions.expand(
                "apps.a",
                object("{image:'i', address:'192.0.2.8', createOptions:"
                        + "{'k8s-experimental':{serviceOptions:{loadBalancerIP:'192.0.2.7'}}}}"));

        assertEquals(
                List.of("apps.a.createOptions.k8s-experimental.serviceOptions.loadBalancerIP UnsupportedSetting"),
                told(expanded));
        assertEquals("192.0.2.8", expanded.tier().get("address").getAsString());
    }

    @Test
    void noMessageHoldsTheValueOfAnEnvironmentVariable() {
        String told = Stream.of("{Env:['hunter2']}", "{Env:['A=hunter2','A=hunter2']}", "{Env:'hunter2'}")
                .flatMap(options -> expand(options).problems().stream())
                .map(Problem::message)
                .toList()
                .toString();

        assertEquals(-1, told.indexOf("hunter2"), told);
    }
}
