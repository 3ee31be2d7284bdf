package io.fairlead.desired;

import static io.fairlead.desired.ProblemTableTest.is;
import static io.fairlead.desired.ProblemTableTest.tier;

import io.fairlead.desired.ProblemTableTest.Case;
import java.util.stream.Stream;

/** Documents with tiers that share an address, for {@link ProblemTableTest}. */
final class SharingTable {

    private SharingTable() {}

    static Stream<Case> cases() {
        return Stream.of(
                is(shared("ports:'80', share:'k'", "ports:'81, 80/UDP', share:'k'")),
                is(shared("ports:'80', share:'k'", "ports:'80', share:'K'")),
                is(shared("ports:'80', share:'k', pool:'p'", "ports:'81', share:'k', address:'10.0.0.1'")),
                is(shared("ports:'80', share:'k', address:'10.0.0.1'", "ports:'81', share:'k', address:'10.0.0.1'")),
                is(shared("ports:'80', share:'k', trafficPolicy:'Local'", "ports:'81'")),
                is(
                        shared("ports:'80,81', share:'k'", "ports:'82,81', share:'k'"),
                        "apps.a.ports DuplicatePort",
                        "apps.b.ports DuplicatePort"),
                is(
                        shared("ports:'80', share:'k', trafficPolicy:'Local'", "ports:'81', share:'k'"),
                        "apps.a.trafficPolicy SharingConflict"),
                is(
                        shared(
                                "ports:'80', share:'k', address:'10.0.0.1'",
                                "ports:'81', share:'k', address:'10.0.0.2'"),
                        "apps.a.address SharingConflict",
                        "apps.b.address SharingConflict"),
                is(
                        shared("ports:'80', share:'k', pool:'p'", "ports:'81', share:'k', pool:'q'"),
                        "apps.a.pool SharingConflict",
                        "apps.b.pool SharingConflict"),
                is(
                        shared("ports:'80', share:'k', pool:'q'", "ports:'81', share:'k', address:'10.0.0.1'"),
                        "apps.b.address AddressNotInPool"),
                is(
                        shared("ports:'80', share:'k l'", "ports:'81', share:''"),
                        "apps.a.share BadName",
                        "apps.b.share BadName"),
                is("{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1'}}}}, apps:{a:"
                        + "{image:'i', expose:'external', ports:'80', share:'k'}, b:"
                        + "{image:'i', expose:'external', ports:'81', share:'k'}}}"),
                tier("image:'i', ports:'80', share:'k'", "apps.a.share UnsupportedSetting"));
    }

    private static String shared(String a, String b) {
        return "{schema:1, network:{services:{pools:{p:{addresses:'10.0.0.1-10.0.0.2'}, q:{addresses:'10.0.0.3-10.0.0.4'}}}}, "
                + "apps:{a:{image:'i', expose:'external', " + a + "}, b:{image:'i', expose:'external', " + b + "}}}";
    }
}
