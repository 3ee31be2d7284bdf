package io.fairlead.desired;

import static io.fairlead.desired.DesiredParserTest.object;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fairlead.model.Code;
import io.fairlead.model.ParsedDocument;
import io.fairlead.model.Problem;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For every code of the document, documents that have it and nothing else, and documents that just do not have it. */
class ProblemTableTest {

    /**
     * A document and all its problems.
     *
     * @param document relaxed JSON: keys without quotes, strings in single ones
     * @param problems {@code path Code}, sorted
     */
    record Case(String document, List<String> problems) {}

    static Stream<Case> cases() {
        return Stream.of(
                        documents(),
                        types(),
                        pools(),
                        tiers(),
                        reserved(),
                        ports(),
                        references(),
                        betweenTiers(),
                        DnsTable.cases(),
                        CreateOptionsTable.cases(),
                        TierSettingsTable.cases(),
                        SharingTable.cases(),
                        later())
                .flatMap(cases -> cases);
    }

    private static Stream<Case> documents() {
        return Stream.of(
                is("{schema:1}"),
                is("{schema:1.0, $version:3, $metadata:{$lastUpdated:'x'}}"),
                is("{}", "schema MissingValue"),
                is("{schema:2}", "schema UnsupportedSchema"),
                is("{schema:1.5}", "schema UnsupportedSchema"),
                is("{schema:'1'}", "schema WrongType"),
                is("{schema:1, netwrok:{}}", "netwrok UnknownKey"),
                is("{schema:1, apps:{a:{image:'i', env:{LONG:'" + "x".repeat(4096) + "'}}}}"),
                is(
                        "{schema:1, apps:{a:{image:'i', env:{LONG:'" + "x".repeat(4097) + "'}}}}",
                        "apps.a.env.LONG TooLarge"),
                is(
                        "{schema:1, apps:{a:{image:'i', env:{LONG:'" + "é".repeat(2049) + "'}}}}",
                        "apps.a.env.LONG TooLarge"),
                is("{schema:1, apps:{" + manyApps(11, 3000) + "}}", "desired TooLarge"),
                is("{schema:1, apps:{" + manyApps(10, 3000) + "}}"),
                is(
                        "{schema:1, apps:{a:{image:'i', createOptions:" + nested(8, "'leaf'") + "}}}",
                        "apps.a.createOptions.k UnsupportedSetting"),
                is(
                        "{schema:1, apps:{a:{image:'i', createOptions:" + nested(9, "'leaf'") + "}}}",
                        "apps.a.createOptions.k UnsupportedSetting",
                        "apps.a.createOptions" + ".k".repeat(8) + " TooLarge"));
    }

    private static Stream<Case> types() {
        return Stream.of(
                is(
                        "{schema:1, network:7, apps:'x', control:[]}",
                        "apps WrongType",
                        "control WrongType",
                        "network WrongType"),
                is("{schema:1, apps:{a:null}}", "apps.a WrongType"),
                is("{schema:1, control:{paused:'true'}}", "control.paused WrongType"),
                tier("image:7", "apps.a.image WrongType"),
                tier("image:'i', replicas:'2'", "apps.a.replicas WrongType"),
                tier("image:'i', replicas:2.5", "apps.a.replicas WrongType"),
                tier("image:'i', replicas:0"),
                tier("image:'i', replicas:220"),
                tier("image:'i', replicas:221", "apps.a.replicas OutOfRange"),
                tier("image:'i', replicas:-1", "apps.a.replicas OutOfRange"),
                tier("image:'i', replicas:1e300", "apps.a.replicas OutOfRange"),
                tier("image:'i', ports:80", "apps.a.ports WrongType"),
                tier("image:'i', ports:['80',81]", "apps.a.ports[1] WrongType"),
                tier("image:'i', env:{PORT:8080}", "apps.a.env.PORT WrongType"),
                tier("image:'i', expose:'extern', ports:'80'", "apps.a.expose OutOfRange"),
                tier("image:'i', expose:'extern', address:'10.0.0.1', pool:'p'", "apps.a.expose OutOfRange"),
                tier("imgae:'i'", "apps.a.image MissingValue", "apps.a.imgae UnknownKey"));
    }

    private static Stream<Case> pools() {
        return Stream.of(
                pool("addresses:'10.0.0.1'"),
                pool("addresses:7", "network.services.pools.p.addresses WrongType"),
                pool("addresses:['10.0.0.1-10.0.0.3', '10.0.0.4', 'fd00::/120']"),
                pool("autoAssign:true", "network.services.pools.p.addresses MissingValue"),
                pool("addresses:' '", "network.services.pools.p.addresses MissingValue"),
                pool("addresses:[]", "network.services.pools.p.addresses MissingValue"),
                pool("addresses:'10.0.0.1-10.0.0'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.9-10.0.0.1'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.1,'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.1-fd00::1'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.0/33'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.01'", "network.services.pools.p.addresses BadAddress"),
                pool("addresses:'10.0.0.1-10.0.0.5, 10.0.0.5'", "network.services.pools.p.addresses Overlap"),
                pool("addresses:'172.28.0.0-172.28.0.9'", "network.services.pools.p.addresses ReservedAddress"),
                pool("addresses:'172.28.0.10'", "network.services.pools.p.addresses ReservedAddress"),
                pool("addresses:'172.28.0.2-172.28.0.9'"),
                pool("addresses:'224.0.0.1'", "network.services.pools.p.addresses ReservedAddress"),
                is(
                        "{schema:1, network:{services:{pools:{Default:{addresses:'10.0.0.1'}}}}}",
                        "network.services.pools.Default BadName"),
                is("{schema:1, network:{services:{pools:{" + "p".repeat(54) + ":{addresses:'10.0.0.1'}}}}}"),
                is(
                        "{schema:1, network:{services:{pools:{" + "p".repeat(55) + ":{addresses:'10.0.0.1'}}}}}",
                        "network.services.pools." + "p".repeat(55) + " BadName"),
                is(
                        "{schema:1, network:{services:{pools:{a:{addresses:'10.0.0.1-10.0.0.5'}, b:{addresses:'10.0.0.5'}}}}}",
                        "network.services.pools.a.addresses Overlap",
                        "network.services.pools.b.addresses Overlap"),
                is(
                        "{schema:1, network:{nodes:{range:'10.0.0.1-10.0.0.2'}, services:{pools:{b:{addresses:'10.0.0.2-10.0.0.5'}}}}}",
                        "network.services.pools.b.addresses Overlap"),
                is(
                        "{schema:1, network:{nodes:{range:'10.0.0.1-10.0.0.2'}, services:{pools:{b:{addresses:'10.0.0.3'}}}}}"),
                is(
                        "{schema:1, network:{pods:{cidr:'172.27.0.0/16'}, clusterIps:{cidr:'172.27.255.0/24'}, services:{pools:{b:{addresses:'172.27.1.1'}}}}}",
                        "network.clusterIps.cidr Overlap",
                        "network.services.pools.b.addresses Overlap"),
                is("{schema:1, network:{pods:{cidr:'10.96.0.1/16'}}}"),
                is("{schema:1, network:{pods:{cidr:'10.96.0.1'}}}", "network.pods.cidr BadAddress"),
                is("{schema:1, network:{nodes:{range:''}}}", "network.nodes.range MissingValue"));
    }

    private static Stream<Case> tiers() {
        String label = "a".repeat(61);
        return Stream.of(
                is("{schema:1, apps:{Shop:{image:'i'}}}", "apps.Shop BadName"),
                is("{schema:1, apps:{'-a':{image:'i'}}}", "apps.-a BadName"),
                is("{schema:1, apps:{'7up':{image:'i'}}}", "apps.7up BadName"),
                is("{schema:1, apps:{" + label + ":{tiers:{b:{image:'i'}}}}}"),
                is("{schema:1, apps:{" + label + ":{tiers:{bc:{image:'i'}}}}}", "apps." + label + ".tiers.bc BadName"),
                is("{schema:1, apps:{a:{tiers:{B:{image:'i'}}}}}", "apps.a.tiers.B BadName"),
                is("{schema:1, apps:{a:{}}}", "apps.a.image MissingValue"),
                is("{schema:1, apps:{a:{tiers:{}}}}", "apps.a.tiers MissingValue"),
                is("{schema:1, apps:{a:{tiers:{b:{}}}}}", "apps.a.tiers.b.image MissingValue"),
                is("{schema:1, apps:{a:{image:'i', tiers:{b:{image:'i'}}}}}", "apps.a.image UnsupportedSetting"),
                tier("image:''", "apps.a.image BadImage"),
                tier("image:'Nginx'", "apps.a.image BadImage"),
                tier("image:'nginx:'", "apps.a.image BadImage"),
                tier("image:'nginx@sha256:123'", "apps.a.image BadImage"),
                tier("image:'https://host/nginx'", "apps.a.image BadImage"),
                tier("image:'HOST:5000/a/b__c-d.e:V1.0_x'"),
                tier("image:'i', env:{'1A':'x'}", "apps.a.env.1A BadName"),
                tier("image:'i', env:{'A.B':'x'}", "apps.a.env.A.B BadName"),
                tier("image:'i', env:{_A_1:'x'}"),
                tier("image:'i', env:{DB_PASSWORD:'hunter2'}", "apps.a.env.DB_PASSWORD SecretInTwin"),
                tier("image:'i', env:{apiKey:'x', TOKEN:''}", "apps.a.env.apiKey SecretInTwin"),
                tier("image:'i', env:{HUB:'HostName=h;SharedAccessKey=abc='}", "apps.a.env.HUB SecretInTwin"),
                tier("image:'i', env:{DBPASSWORD:'x'}", "apps.a.env.DBPASSWORD SecretInTwin"),
                tier("image:'i', env:{MONKEY:'x', KEYBOARD:'x', TOKEN_FILE:'/run/x', SECRET_NAME:'x'}"),
                tier("image:'i', expose:'internal'", "apps.a.ports MissingValue"),
                tier("image:'i', expose:'internal', ports:80", "apps.a.ports WrongType"),
                tier("image:'i', expose:'external', ports:''", "apps.a.ports MissingValue"),
                tier("image:'i', expose:'none', ports:'80'"),
                tier("image:'i', ports:'80', pool:'p'", "apps.a.pool UnsupportedSetting"),
                tier("image:'i', expose:'none', address:'10.0.0.1'", "apps.a.address UnsupportedSetting"),
                external("address:'10.0.0.1'"),
                external("address:'10.0.0'", "apps.a.address BadAddress"),
                external("address:'10.0.0.0/24'", "apps.a.address BadAddress"),
                external("address:'172.28.0.10'", "apps.a.address ReservedAddress"));
    }

    private static Stream<Case> reserved() {
        return Stream.of(
                        "0.0.0.0",
                        "127.0.0.1",
                        "169.254.1.1",
                        "239.0.0.1",
                        "255.255.255.255",
                        "172.28.0.1",
                        "::",
                        "::1",
                        "fe80::1",
                        "::ffff:10.0.0.1",
                        "ff02::1")
                .map(address -> external("address:'" + address + "'", "apps.a.address ReservedAddress"));
    }

    private static Stream<Case> ports() {
        return Stream.of(
                tier("image:'i', ports:'http=80:8080/TCP, 53/udp,53/TCP'"),
                tier("image:'i', ports:'http'", "apps.a.ports BadPort"),
                tier("image:'i', ports:'80:http'", "apps.a.ports BadPort"),
                tier("image:'i', ports:'80/SCTP'", "apps.a.ports BadPort"),
                tier("image:'i', ports:'80,'", "apps.a.ports BadPort"),
                tier("image:'i', ports:'4294967376'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'18446744073709551696:80'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'80:18446744073709551696'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'00080'"),
                tier("image:'i', ports:'-1'", "apps.a.ports BadPort"),
                tier("image:'i', ports:'0'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'65536'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'65535:0'", "apps.a.ports OutOfRange"),
                tier("image:'i', ports:'HTTP=80'", "apps.a.ports BadName"),
                tier("image:'i', ports:'a-name-that-is16=80'", "apps.a.ports BadName"),
                tier("image:'i', ports:'a-name-that-is1=80'"),
                tier("image:'i', ports:'123=80'", "apps.a.ports BadName"),
                tier("image:'i', ports:'a--b=80'", "apps.a.ports BadName"),
                tier("image:'i', ports:'a=80:1, b=80:2'", "apps.a.ports DuplicatePort"),
                tier("image:'i', ports:'a=80, a=81'", "apps.a.ports DuplicatePort"),
                tier("image:'i', ports:'tcp-81=80, 81'", "apps.a.ports DuplicatePort"),
                tier("image:'i', expose:'external', ports:'31000'", "apps.a.ports ReservedPort"),
                tier("image:'i', expose:'external', ports:'80:31000'"),
                tier("image:'i', expose:'external', ports:'31001/UDP'", "apps.a.ports ReservedPort"),
                tier("image:'i', ports:'31000'"));
    }

    private static Stream<Case> references() {
        String two = "network:{services:{pools:{p:{addresses:'10.0.0.1-10.0.0.2'}}}}";
        return Stream.of(
                external("pool:'p'", "apps.a.pool UnknownReference"),
                is("{schema:1, " + two + ", apps:{a:" + ext("pool:'q'") + "}}", "apps.a.pool UnknownReference"),
                is("{schema:1, network:{services:7}, apps:{a:" + ext("pool:'q'") + "}}", "network.services WrongType"),
                is("{schema:1, " + two + ", apps:{a:" + ext("pool:'p'") + ", b:" + ext("") + "}}"),
                is(
                        "{schema:1, " + two + ", apps:{a:" + ext("pool:'p'") + ", b:" + ext("") + ", c:"
                                + ext("address:'10.0.0.1'") + "}}",
                        "network.services.pools.p.addresses PoolTooSmall"),
                is(
                        "{schema:1, " + two + ", apps:{a:" + ext("address:'10.0.0.1'") + ", b:"
                                + ext("address:'10.0.0.1'") + ", c:" + ext("pool:'p'") + "}}",
                        "apps.a.address AddressTaken",
                        "apps.b.address AddressTaken"),
                is(
                        "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1, x'}}}}, apps:{a:"
                                + ext("address:'10.0.0.9'") + "}}",
                        "network.services.pools.p.addresses BadAddress"),
                is("{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1', autoAssign:false}}}}, apps:{a:"
                        + ext("") + ", b:" + ext("pool:'p'") + "}}"),
                is("{schema:1, " + two + ", apps:{a:" + ext("address:'10.0.0.1'") + ", b:" + ext("address:'10.0.0.2'")
                        + "}}"),
                is(
                        "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.254-10.0.1.1', avoidBuggyIPs:true}}}}, apps:{a:"
                                + ext("") + ", b:" + ext("") + ", c:" + ext("") + "}}",
                        "network.services.pools.p.addresses PoolTooSmall"),
                is(
                        "{schema:1, " + two + ", apps:{a:" + ext("address:'10.0.0.3'") + "}}",
                        "apps.a.address AddressNotInPool"),
                is(
                        "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1'}, q:{addresses:'10.0.0.2'}}}}, apps:{a:"
                                + ext("pool:'p', address:'10.0.0.2'") + "}}",
                        "apps.a.address AddressNotInPool"),
                is(
                        "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.0/24', avoidBuggyIPs:true}}}}, apps:{a:"
                                + ext("address:'10.0.0.255'") + "}}",
                        "apps.a.address AddressNotInPool"),
                is(
                        "{schema:1, " + two + ", apps:{a:" + ext("address:'10.0.0.1'") + ", b:"
                                + ext("address:'10.0.0.1'") + "}}",
                        "apps.a.address AddressTaken",
                        "apps.b.address AddressTaken"),
                is(
                        "{schema:1, network:{nodes:{range:'10.0.0.7'}}, apps:{a:" + ext("address:'10.0.0.7'") + "}}",
                        "apps.a.address ReservedAddress"));
    }

    private static Stream<Case> betweenTiers() {
        return Stream.of(
                is(
                        "{schema:1, apps:{a:{tiers:{'b-c':{image:'i'}}}, 'a-b':{tiers:{c:{image:'i'}}}, 'a-b-c':{image:'i'}}}",
                        "apps.a-b-c NameCollision",
                        "apps.a-b.tiers.c NameCollision",
                        "apps.a.tiers.b-c NameCollision"),
                is(
                        "{schema:1, apps:{a:{namespace:'x', tiers:{'b-c':{image:'i'}}}, 'a-b':{namespace:'y', tiers:{c:{image:'i'}}}}}"),
                is(
                        "{schema:1, apps:{a:{namespace:'x', tiers:{'b-c':{image:'i'}}}, 'a-b':{namespace:'x', tiers:{c:{image:'i'}}}}}",
                        "apps.a-b.tiers.c NameCollision",
                        "apps.a.tiers.b-c NameCollision"),
                is("{schema:1, apps:{a:{namespace:'Shop', image:'i'}}}", "apps.a.namespace BadName"),
                is("{schema:1, apps:{a:{namespace:'', image:'i'}}}", "apps.a.namespace BadName"),
                is("{schema:1, apps:{a:{namespace:'iotedge', image:'i'}}}", "apps.a.namespace ForbiddenSetting"),
                is(
                        "{schema:1, apps:{a:{tiers:{w:{image:'i', needs:'db'}, dbb:{image:'i'}}}}}",
                        "apps.a.tiers.w.needs UnknownReference"),
                is("{schema:1, apps:{a:{image:'i', needs:'b'}, b:{image:'i'}}}", "apps.a.needs UnknownReference"),
                is("{schema:1, apps:{a:{image:'i', needs:'a'}}}", "apps.a.needs NeedsCycle"),
                is(
                        "{schema:1, apps:{a:{tiers:{x:{image:'i', needs:'y'}, y:{image:'i', needs:'z'}, z:{image:'i', needs:'y'}}}}}",
                        "apps.a.tiers.y.needs NeedsCycle"),
                is(
                        "{schema:1, apps:{a:{tiers:{x:{image:'i', needs:'y,z'}, y:{image:'i', needs:['z']}, z:{image:'i'}}}}}"));
    }

    private static Stream<Case> later() {
        return Stream.of(
                is("{schema:1, network:{services:{manage:'adopt', onShrink:'drain'}}}"),
                is("{schema:1, network:{services:{onShrink:'reassign'}}}"),
                is("{schema:1, network:{services:{onShrink:'shrink'}}}", "network.services.onShrink OutOfRange"),
                is("{schema:1, network:{services:{manage:'observe'}}}"),
                is("{schema:1, network:{services:{manage:'mine'}}}", "network.services.manage OutOfRange"),
                pool("addresses:'10.0.0.1', advertise:'bpg'", "network.services.pools.p.advertise OutOfRange"),
                is("{schema:1, network:{pods:{cidr:'10.96.0.0/16', change:'apply'}}}"),
                is("{schema:1, control:{rollbackTo:-1}}", "control.rollbackTo OutOfRange"),
                is("{schema:1, control:{rollbackTo:4294967296}}", "control.rollbackTo OutOfRange"),
                is("{schema:1, control:{rollbackTo:'5'}}", "control.rollbackTo WrongType"),
                is("{schema:1, control:{rollbackTo:5.5}}", "control.rollbackTo WrongType"),
                is("{schema:1, control:{takeOwnership:'', rollbackTo:0.0}}"),
                is("{schema:1, control:{takeOwnership:'kubectl, helm', rollbackTo:3}}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDocumentHasExactlyTheseProblems(Case given) {
        ParsedDocument parsed = DesiredParser.parse(1, object(given.document()));

        assertEquals(
                given.problems(),
                DesiredParserTest.told(parsed),
                () -> parsed.problems().toString());
    }

    @Test
    void theTablesHaveEveryCodeThatADocumentCanHaveInThisRelease() {
        Set<Code> shown = cases().flatMap(given -> given.problems().stream())
                .map(problem -> Code.valueOf(problem.substring(problem.lastIndexOf(' ') + 1)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Code.class)));

        Set<Code> wanted = EnumSet.range(Code.UnsupportedSchema, Code.IgnoredSetting);
        // EmptyDesired is the planner's.
        wanted.remove(Code.EmptyDesired);
        assertEquals(wanted, shown);
    }

    @Test
    void noMessageHoldsTheValueOfAnEnvironmentVariable() {
        String document =
                "{schema:1, apps:{a:{image:'i', env:{PASSWORD:'hunter2', '1':'hunter2', N:['hunter2']}, secretEnv:{P:'hunter2'}}}}";

        String told = DesiredParser.parse(1, object(document)).problems().stream()
                .map(Problem::toString)
                .collect(Collectors.joining("\n"));

        assertEquals(4, told.lines().count(), told);
        assertEquals(-1, told.indexOf("hunter2"), told);
    }

    static Case is(String document, String... problems) {
        return new Case(document, Stream.of(problems).sorted().toList());
    }

    static Case tier(String keys, String... problems) {
        return is("{schema:1, apps:{a:{" + keys + "}}}", problems);
    }

    private static Case pool(String keys, String... problems) {
        return is("{schema:1, network:{services:{pools:{p:{" + keys + "}}}}}", problems);
    }

    private static Case external(String keys, String... problems) {
        return is("{schema:1, apps:{a:" + ext(keys) + "}}", problems);
    }

    private static String ext(String keys) {
        return "{image:'i', expose:'external', ports:'80', " + keys
                + (keys.isEmpty() ? "replicas:1}" : ", replicas:1}");
    }

    private static String manyApps(int apps, int bytes) {
        return Stream.iterate(0, i -> i + 1)
                .limit(apps)
                .map(i -> "a" + i + ":{image:'i', env:{LONG:'" + "x".repeat(bytes) + "'}}")
                .collect(Collectors.joining(","));
    }

    private static String nested(int levels, String leaf) {
        return "{k:".repeat(levels) + leaf + "}".repeat(levels);
    }
}
