package io.fairlead.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which event follows from which change, and from which none. */
class EventsTest {

    private Events told = Events.NONE;

    @Test
    void aTierThatGetsItsAddressAndThenIsReachedIsTwoEvents() {
        assertEquals(List.of(), tell(tier("'phase': 'Progressing'")));
        assertEquals(
                List.of("AddressAssigned shop {'tier':'web','address':'192.0.2.6'}"),
                tell(tier("'phase': 'Progressing', 'address': '192.0.2.6'")));
        assertEquals(List.of("TierReady shop {'tier':'web'}"), tell(tier("'phase': 'Ready', 'address': '192.0.2.6'")));
        assertEquals(List.of(), tell(tier("'phase': 'Ready', 'address': '192.0.2.6'")));
    }

    @Test
    void aFailureIsToldOncePerCodeAndARolloutInBetweenIsNone() {
        tell(tier("'phase': 'Ready'"));
        assertEquals(List.of(), tell(tier("'phase': 'Progressing', 'code': 'NoEndpoints', 'message': 'soon'")));
        assertEquals(List.of(), tell(tier("'phase': 'Ready'")), "a rollout that came to its end");
        assertEquals(
                List.of("TierFailed shop {'tier':'web','code':'NoEndpoints','message':'none is ready'}"),
                tell(tier("'phase': 'Failed', 'code': 'NoEndpoints', 'message': 'none is ready'")));
        assertEquals(
                List.of(), tell(tier("'phase': 'Failed', 'code': 'NoEndpoints', 'message': 'none is ready (2 made)'")));
        assertEquals(List.of(), tell(tier("'phase': 'Progressing'")));
        assertEquals(
                List.of("TierFailed shop {'tier':'web','code':'ImagePull','message':'no such image'}"),
                tell(tier("'phase': 'Failed', 'code': 'ImagePull', 'message': 'no such image'")));
        assertEquals(List.of("TierReady shop {'tier':'web'}"), tell(tier("'phase': 'Ready'")));
    }

    @Test
    void anAddressThatChangesOrGoesIsToldAndOneThatLeavesWithItsTierIsNot() {
        tell(tier("'phase': 'Ready', 'address': '192.0.2.6'"));
        assertEquals(
                List.of("AddressChanged shop {'tier':'web','before':'192.0.2.6','address':'192.0.2.7'}"),
                tell(tier("'phase': 'Ready', 'address': '192.0.2.7'")));
        assertEquals(
                List.of("AddressLost shop {'tier':'web','address':'192.0.2.7'}"), tell(tier("'phase': 'Progressing'")));
        tell(tier("'phase': 'Ready', 'address': '192.0.2.7'"));
        assertEquals(List.of(), tell(tier("'phase': 'Removing'")));
        assertEquals(List.of(), tell("{}"));
    }

    @Test
    void aRefusedPartIsToldOncePerCause() {
        String why = "network.services.pools.default.addresses: AddressInUse: would take the address of ";
        tell(part(200, ""));
        assertEquals(List.of("PlanRefused  {'path':'network','message':'" + why + "a'}"), tell(part(409, why + "a")));
        assertEquals(List.of(), tell(part(409, why + "a, b")));
        assertEquals(
                List.of("PlanRefused  {'path':'network','message':'network.bgp: UnknownKey: no such key'}"),
                tell(part(400, "network.bgp: UnknownKey: no such key")));
        assertEquals(List.of(), tell(part(202, "not yet: apply")));
        assertEquals(
                List.of("PlanRefused shop {'path':'apps.shop','code':'BadImage','message':'no reference'}"),
                tell(
                        "{'workloads': {'shop': {'phase': 'Refused', 'code': 'BadImage', 'message': 'refused'}}, 'problems':"
                                + " {'p1': {'path': 'apps.shop.image', 'code': 'BadImage', 'message': 'no reference'}}}"));
    }

    @Test
    void goingBackIsToldWhetherByItselfOrByTheTwin() {
        assertEquals(
                List.of("RolledBack  {'path':'network','message':'network: RollbackDone: revision 7 is undone'}"),
                tell(
                        "{'problems': {'p3': {'path': 'network', 'code': 'RollbackDone', 'message': 'revision 7 is undone'}},"
                                + part(409, "network: RollbackDone: revision 7 is undone")
                                        .substring(1)));
        assertEquals(
                List.of("RolledBack  {'path':'control.rollbackTo','revision':'5'}"),
                tell("{'control': {'ac': 200, 'ad': '', 'value': {'rollbackTo': 5}}}"));
        assertEquals(List.of(), tell("{'control': {'ac': 200, 'ad': '', 'value': {'rollbackTo': 0}}}"));
    }

    @Test
    void rightsThatComeAndGoAreToldButNotTheFirstSightOfThem() {
        assertEquals(List.of(), tell("{'device': {'rights': {'pools': 'write', 'dns': 'none'}}}"));
        assertEquals(
                List.of("RightsChanged  {'area':'pools','before':'write','access':'read'}"),
                tell("{'device': {'rights': {'pools': 'read', 'dns': 'none'}}}"));
    }

    @Test
    void aPoolIsNearlyFullWithOneAddressOrATenthLeft() {
        assertEquals(List.of(), tell(pool(5, 3)));
        assertEquals(List.of("PoolNearlyFull  {'pool':'default','free':'1','total':'5'}"), tell(pool(5, 4)));
        assertEquals(List.of(), tell(pool(5, 5)));
        assertEquals(List.of(), tell(pool(100, 89)));
        assertEquals(List.of("PoolNearlyFull  {'pool':'default','free':'10','total':'100'}"), tell(pool(100, 90)));
        assertEquals(List.of(), tell(pool(1, 0)), "nobody has any of it yet");
        assertEquals(List.of(), tell("{'pools': {'default': {'total': 5}}}"), "without the right to see Services");
    }

    @Test
    void aStartTellsWhatIsNotAsTheTwinSaysAndWhatACutTwinLeftOutIsNoNews() {
        String before = tier("'phase': 'Ready', 'address': '192.0.2.6'");
        told = Events.toldBy(json(before));
        assertEquals(List.of(), tell(before));

        told = Events.toldBy(json("{'workloads': 'of somebody else'}"));
        assertEquals(2, tell(before).size());

        told = Events.toldBy(json("{'workloads': {'shop': {'phase': 'Ready'}}}"))
                .orElse(Facts.of(json(before)));
        assertEquals(List.of(), tell(before));
        assertEquals(
                1,
                tell(tier("'phase': 'Failed', 'code': 'NoEndpoints', 'address': '192.0.2.6'"))
                        .size());
    }

    private List<String> tell(String report) {
        Facts now = Facts.of(json(report));
        List<String> events = told.until(now).stream()
                .map(event -> event.type() + " " + event.app().orElse("") + " "
                        + event.details().toString().replace('"', '\''))
                .toList();
        told = told.after(now);
        assertEquals(List.of(), told.until(now), "told twice");
        return events;
    }

    private static String tier(String says) {
        return "{'workloads': {'shop': {'phase': 'x', 'tiers': {'web': {" + says + "}}}}}";
    }

    private static String part(int ac, String ad) {
        return "{'network': {'ac': " + ac + ", 'ad': '" + ad + "'}}";
    }

    private static String pool(int total, int used) {
        return "{'pools': {'default': {'total': " + total + ", 'used': " + used + ", 'free': " + (total - used) + "}}}";
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }
}
