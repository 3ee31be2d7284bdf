package io.fairlead.desired;

import static io.fairlead.desired.ProblemTableTest.is;
import static io.fairlead.desired.ProblemTableTest.tier;

import io.fairlead.desired.ProblemTableTest.Case;
import java.util.stream.Stream;

/** The part of {@link ProblemTableTest}'s table that is about how the pods of a tier run. */
final class TierSettingsTable {

    private TierSettingsTable() {}

    static Stream<Case> cases() {
        return Stream.of(commands(), secrets(), probes(), resources(), placement(), files(), protocols())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> commands() {
        return Stream.of(
                tier("image:'i', command:'a b', args:['-c', 'd e', '']"),
                tier("image:'i', command:' ', args:[]"),
                tier("image:'i', command:'a \"b'", "apps.a.command UnsupportedSetting"),
                tier("image:'i', args:'a b\\\\'", "apps.a.args UnsupportedSetting"),
                tier("image:'i', command:['a', 7]", "apps.a.command[1] WrongType"),
                tier("image:'i', command:{}", "apps.a.command WrongType"),
                tier("image:'i', revision:'7'"),
                tier("image:'i', revision:7", "apps.a.revision WrongType"));
    }

    private static Stream<Case> secrets() {
        return Stream.of(
                tier("image:'i', secretEnv:{DB_PASSWORD:'shop-db/password', A:'a.b/TLS.key_1-x'}"),
                tier("image:'i', secretEnv:{P:'hunter2'}", "apps.a.secretEnv.P BadName"),
                tier("image:'i', secretEnv:{P:'a/b/c'}", "apps.a.secretEnv.P BadName"),
                tier("image:'i', secretEnv:{P:'Shop/password'}", "apps.a.secretEnv.P BadName"),
                tier("image:'i', secretEnv:{P:'shop/'}", "apps.a.secretEnv.P BadName"),
                tier("image:'i', secretEnv:{P:'shop/..'}", "apps.a.secretEnv.P BadName"),
                tier("image:'i', secretEnv:{'1P':'shop/p'}", "apps.a.secretEnv.1P BadName"),
                tier("image:'i', secretEnv:{P:7}", "apps.a.secretEnv.P WrongType"),
                tier("image:'i', env:{P:'x'}, secretEnv:{P:'shop/p'}", "apps.a.secretEnv.P UnsupportedSetting"),
                tier("image:'i', pullSecret:'ase-ecr-credentials'"),
                tier("image:'i', pullSecret:'My Secret'", "apps.a.pullSecret BadName"),
                tier("image:'i', pullSecret:''", "apps.a.pullSecret BadName"));
    }

    private static Stream<Case> probes() {
        return Stream.of(
                probe("http:'/healthz', port:'http'"),
                probe("http:'/'"),
                probe("http:'/', port:'8081'"),
                probe("tcp:'http'"),
                probe("tcp:'9'"),
                probe("http:'healthz'", "apps.a.probe.http BadName"),
                probe("", "apps.a.probe MissingValue"),
                probe("http:'/', tcp:'http'", "apps.a.probe UnsupportedSetting"),
                probe("tcp:'http', port:'http'", "apps.a.probe.port UnsupportedSetting"),
                probe("tcp:'https'", "apps.a.probe.tcp UnknownReference"),
                probe("tcp:'dns'", "apps.a.probe.tcp UnknownReference"),
                probe("http:'/', port:'dns'", "apps.a.probe.port UnknownReference"),
                probe("http:'/', port:''", "apps.a.probe.port UnknownReference"),
                probe("tcp:'0'", "apps.a.probe.tcp OutOfRange"),
                probe("tcp:'65536'", "apps.a.probe.tcp OutOfRange"),
                probe("http:7", "apps.a.probe.http WrongType"),
                probe("http:'/', every:'1s'", "apps.a.probe.every UnknownKey"),
                tier("image:'i', probe:'/'", "apps.a.probe WrongType"),
                tier("image:'i', probe:{http:'/'}", "apps.a.probe.port MissingValue"),
                tier("image:'i', ports:'53/UDP', probe:{http:'/'}", "apps.a.probe.port MissingValue"),
                tier("image:'i', probe:{tcp:'8080'}"));
    }

    private static Stream<Case> resources() {
        return Stream.of(
                resources("cpu:'250m', memory:'64Mi', cpuLimit:'1.5', memoryLimit:'128M', gpu:1"),
                resources("cpu:'.5', memory:'64Mi', cpuLimit:'500m', memoryLimit:'65536Ki'"),
                resources("cpu:'4', memory:'2Gi'"),
                resources("cpuLimit:'1m', memoryLimit:'6Mi'"),
                resources("cpu:''", "apps.a.resources.cpu BadQuantity"),
                resources("cpu:'half'", "apps.a.resources.cpu BadQuantity"),
                resources("cpu:'-1'", "apps.a.resources.cpu BadQuantity"),
                resources("cpu:'0'", "apps.a.resources.cpu BadQuantity"),
                resources("cpu:'0.5m'", "apps.a.resources.cpu BadQuantity"),
                resources("memory:'64MB'", "apps.a.resources.memory BadQuantity"),
                resources("memory:'10000000.5'", "apps.a.resources.memory BadQuantity"),
                resources("memory:'64m'", "apps.a.resources.memory OutOfRange"),
                resources("memory:'64'", "apps.a.resources.memory OutOfRange"),
                resources("cpu:'40', memory:'256Gi'"),
                resources("memoryLimit:'257Gi'", "apps.a.resources.memoryLimit OutOfRange"),
                resources("memory:'257Gi'", "apps.a.resources.memory OutOfRange"),
                resources("cpu:'40001m'", "apps.a.resources.cpu OutOfRange"),
                resources("cpuLimit:'41'", "apps.a.resources.cpuLimit OutOfRange"),
                resources("cpu:'2', cpuLimit:'1999m'", "apps.a.resources.cpuLimit OutOfRange"),
                resources("memory:'1Gi', memoryLimit:'1G'", "apps.a.resources.memoryLimit OutOfRange"),
                resources("cpu:1", "apps.a.resources.cpu WrongType"),
                resources("gpu:65", "apps.a.resources.gpu OutOfRange"));
    }

    private static Stream<Case> placement() {
        String external = "image:'i', expose:'external', ports:'80', trafficPolicy:";
        return Stream.of(
                tier("image:'i', nodeSelector:'kubernetes.io/hostname=node-a, disk=, a.b-c/e_D=F'"),
                tier("image:'i', nodeSelector:''"),
                tier("image:'i', nodeSelector:'node-a'", "apps.a.nodeSelector BadName"),
                tier("image:'i', nodeSelector:'a b=c'", "apps.a.nodeSelector BadName"),
                tier("image:'i', nodeSelector:'a=b c'", "apps.a.nodeSelector BadName"),
                tier("image:'i', nodeSelector:'a=b, a=c'", "apps.a.nodeSelector BadName"),
                tier("image:'i', security:'restricted'"),
                tier("image:'i', security:'privileged'", "apps.a.security OutOfRange"),
                tier(external + "'Local'"),
                tier(external + "'local'", "apps.a.trafficPolicy OutOfRange"),
                tier("image:'i', ports:'80', trafficPolicy:'Local'", "apps.a.trafficPolicy UnsupportedSetting"),
                is(
                        "{schema:1, apps:{a:{tiers:{b:{image:'i', probe:{tcp:'x'}}}}}}",
                        "apps.a.tiers.b.probe.tcp UnknownReference"));
    }

    private static Stream<Case> files() {
        String good = "path:'/etc/a', content:''";
        return Stream.of(
                config("x:{" + good + "}"),
                config("x:{path:'/etc/a-b_c.d/e f', content:'\\n', tiers:'w'}"),
                config("x:{" + good + ", tiers:['w','v']}, y:{path:'/etc/ab', content:''}"),
                config("x:{" + good + ", tiers:'w'}, y:{" + good + ", tiers:'v'}"),
                tier("image:'i', config:{x:{" + good + ", tiers:'a'}}"),
                config("X:{" + good + "}", "apps.a.config.X BadName"),
                config("x:{path:'etc/a', content:''}", "apps.a.config.x.path BadName"),
                config("x:{path:'/', content:''}", "apps.a.config.x.path BadName"),
                config("x:{path:'/etc/', content:''}", "apps.a.config.x.path BadName"),
                config("x:{path:'/etc/../a', content:''}", "apps.a.config.x.path BadName"),
                config("x:{path:'/etc/./a', content:''}", "apps.a.config.x.path BadName"),
                config("x:{path:'/etc/..a', content:''}"),
                config("x:{path:'/etc/a:b', content:''}", "apps.a.config.x.path BadName"),
                config(
                        "x:{content:''}, y:{content:''}",
                        "apps.a.config.x.path MissingValue",
                        "apps.a.config.y.path MissingValue"),
                config("x:{path:'/etc/a'}", "apps.a.config.x.content MissingValue"),
                config("x:{path:'/etc/a', content:7}", "apps.a.config.x.content WrongType"),
                config("x:{" + good + ", tiers:'z'}", "apps.a.config.x.tiers UnknownReference"),
                config("x:{path:'/run/token', content:'abc'}", "apps.a.config.x.content SecretInTwin"),
                config("x:{path:'/etc/a', content:'password=hunter2'}", "apps.a.config.x.content SecretInTwin"),
                config(
                        "x:{" + good + "}, y:{path:'/etc/a', content:'b'}",
                        "apps.a.config.x.path NameCollision",
                        "apps.a.config.y.path NameCollision"),
                config(
                        "x:{" + good + "}, y:{path:'/etc/a/b', content:'b', tiers:'v'}",
                        "apps.a.config.x.path NameCollision",
                        "apps.a.config.y.path NameCollision"));
    }

    private static Stream<Case> protocols() {
        String both = "{image:'i', expose:'external', ports:'53/UDP, 53/TCP'}";
        String name = "a".repeat(59);
        return Stream.of(
                is("{schema:1, apps:{" + name + ":" + both + "}}"),
                is("{schema:1, apps:{" + name + "b:" + both + "}}", "apps." + name + "b.ports BadName"),
                is(
                        "{schema:1, apps:{a:" + both + ", 'a-tcp':{image:'i'}}}",
                        "apps.a NameCollision",
                        "apps.a-tcp NameCollision"));
    }

    private static Case config(String files, String... problems) {
        return is("{schema:1, apps:{a:{tiers:{v:{image:'i'}, w:{image:'i'}}, config:{" + files + "}}}}", problems);
    }

    private static Case probe(String keys, String... problems) {
        return tier("image:'i', ports:'http=80:8080, dns=53/UDP', probe:{" + keys + "}", problems);
    }

    private static Case resources(String keys, String... problems) {
        return tier("image:'i', resources:{" + keys + "}", problems);
    }
}
