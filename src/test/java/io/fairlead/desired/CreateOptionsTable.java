package io.fairlead.desired;

import static io.fairlead.desired.ProblemTableTest.is;
import static io.fairlead.desired.ProblemTableTest.tier;

import io.fairlead.desired.ProblemTableTest.Case;
import java.util.stream.Stream;

/** The part of {@link ProblemTableTest}'s table that is about create options. */
final class CreateOptionsTable {

    private CreateOptionsTable() {}

    static Stream<Case> cases() {
        return Stream.concat(translated(), withoutEffect());
    }

    /** What has no effect in the cluster, what says only what is so anyway, and what is too deep. */
    private static Stream<Case> withoutEffect() {
        return Stream.of(
                tier(
                        "image:'i', createOptions:'" + "{\"A\":".repeat(200) + "1" + "}".repeat(200) + "'",
                        "apps.a.createOptions WrongType"),
                options(
                        "{HostConfig:{LogConfig:{Type:'json-file', Config:{'max-size':'10m'}}, AutoRemove:true, ConsoleSize:[1,2],"
                                + " CgroupParent:'x', ContainerIDFile:'x', VolumeDriver:'x'}, AttachStdout:true, OnBuild:['x'],"
                                + " Shell:['sh']}",
                        "apps.a.createOptions.AttachStdout IgnoredSetting",
                        "apps.a.createOptions.HostConfig.AutoRemove IgnoredSetting",
                        "apps.a.createOptions.HostConfig.CgroupParent IgnoredSetting",
                        "apps.a.createOptions.HostConfig.ConsoleSize IgnoredSetting",
                        "apps.a.createOptions.HostConfig.ContainerIDFile IgnoredSetting",
                        "apps.a.createOptions.HostConfig.LogConfig IgnoredSetting",
                        "apps.a.createOptions.HostConfig.VolumeDriver IgnoredSetting",
                        "apps.a.createOptions.OnBuild IgnoredSetting",
                        "apps.a.createOptions.Shell IgnoredSetting"),
                options("{Healthcheck:{Test:['CMD','x']}}", "apps.a.createOptions.Healthcheck UnsupportedSetting"),
                options("{HostConfig:{Runtime:'runc', IpcMode:'shareable'}}"),
                options(
                        "{HostConfig:{Runtime:'nvidia'}}",
                        "apps.a.createOptions.HostConfig.Runtime UnsupportedSetting"),
                options("{NetworkingConfig:{EndpointsConfig:{'azure-iot-edge':{}}}}"),
                options(
                        "{NetworkingConfig:{EndpointsConfig:{'azure-iot-edge':{Aliases:['x']}}}}",
                        "apps.a.createOptions.NetworkingConfig UnsupportedSetting"),
                options(
                        "{NetworkingConfig:{EndpointsConfig:{host:{}}}}",
                        "apps.a.createOptions.NetworkingConfig ForbiddenSetting"));
    }

    private static Stream<Case> translated() {
        return Stream.of(
                options("{}"),
                tier("image:'i', createOptions:'{}'"),
                tier("image:'i', createOptions:''"),
                tier("image:'i', createOptions:7", "apps.a.createOptions WrongType"),
                tier("image:'i', createOptions:'[]'", "apps.a.createOptions WrongType"),
                tier("image:'i', createOptions:'{'", "apps.a.createOptions WrongType"),
                tier(
                        "image:'i', createOptions:{}, ports:'80', expose:'none', env:{A:'1'}",
                        "apps.a.env UnsupportedSetting",
                        "apps.a.expose UnsupportedSetting",
                        "apps.a.ports UnsupportedSetting"),
                is(
                        "{schema:1, apps:{a:{tiers:{b:{image:'i', createOptions:{HostConfig:{Privileged:true}}}}}}}",
                        "apps.a.tiers.b.createOptions.HostConfig.Privileged ForbiddenSetting"),
                is(
                        "{schema:1, apps:{a:{tiers:{b:{image:'i'}}, createOptions:{}}}}",
                        "apps.a.createOptions UnsupportedSetting"),
                options("{Entrypoint:'/bin/a', Cmd:['-c',''], 'k8s-experimental':{nodeSelector:{a:''}}}"),
                options(
                        "{'k8s-experimental':{resources:{limits:{cpu:'two', memory:'1Mi'}, requests:{memory:'1Xi'}}}}",
                        "apps.a.createOptions.k8s-experimental.resources.limits.cpu BadQuantity",
                        "apps.a.createOptions.k8s-experimental.resources.limits.memory OutOfRange",
                        "apps.a.createOptions.k8s-experimental.resources.requests.memory BadQuantity"),
                options(
                        "{'k8s-experimental':{nodeSelector:{'-':'b'}}}",
                        "apps.a.createOptions.k8s-experimental.nodeSelector BadName"),
                tier(
                        "image:'i', resources:{cpu:'1'}, createOptions:{'k8s-experimental':{resources:{limits:{cpu:'2'}}}}",
                        "apps.a.createOptions.k8s-experimental.resources UnsupportedSetting"),
                options("{Env:['DB_PASSWORD=hunter2']}", "apps.a.createOptions.Env[0] SecretInTwin"),
                options("{Env:['A=1','1A=x']}", "apps.a.createOptions.Env[1] BadName"),
                bound("'80/tcp':[{HostPort:'70000'}]", "apps.a.createOptions.HostConfig.PortBindings OutOfRange"),
                bound("'80/tcp':[{HostPort:'31000'}]", "apps.a.createOptions.HostConfig.PortBindings ReservedPort"),
                bound(
                        "'80/tcp':[{HostPort:'80'}], '81/tcp':[{HostPort:'80'}]",
                        "apps.a.createOptions.HostConfig.PortBindings DuplicatePort"),
                bound(
                        "'80/tcp':[{HostPort:'http'}]",
                        "apps.a.createOptions.HostConfig.PortBindings.80/tcp[0].HostPort BadPort"),
                bound("'80/tcp':[{}]", "apps.a.createOptions.HostConfig.PortBindings.80/tcp[0].HostPort MissingValue"),
                bound("'80/tcp':null", "apps.a.createOptions.HostConfig.PortBindings.80/tcp MissingValue"),
                bound("'80/sctp':[{HostPort:'80'}]", "apps.a.createOptions.HostConfig.PortBindings.80/sctp BadPort"),
                options(
                        "{'k8s-experimental':{serviceOptions:{type:'LoadBalancer'}}}",
                        "apps.a.createOptions MissingValue"),
                options(
                        "{ExposedPorts:{'80/tcp':{}}, 'k8s-experimental':{serviceOptions:{loadBalancerIP:'10.0.0.1'}}}",
                        "apps.a.createOptions.k8s-experimental.serviceOptions.loadBalancerIP UnsupportedSetting"));
    }

    private static Case options(String options, String... problems) {
        return tier("image:'i', createOptions:" + options, problems);
    }

    private static Case bound(String bindings, String... problems) {
        return options("{HostConfig:{PortBindings:{" + bindings + "}}}", problems);
    }
}
