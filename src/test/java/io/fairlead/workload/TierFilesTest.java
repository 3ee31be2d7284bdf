package io.fairlead.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fairlead.desired.Stored;
import io.fairlead.model.App;
import io.fairlead.model.Fields;
import io.fairlead.model.Tier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The files of a tier. */
class TierFilesTest {

    private static Tier tier(String id, String config) {
        App app = Stored.app("shop", "{'tiers':{'web':{'image':'i'},'db':{'image':'i'}},'config':{" + config + "}}")
                .orElseThrow();
        return Optional.ofNullable(app.tiers().get(id)).orElseThrow();
    }

    private static Fields template(Tier tier) {
        return new Fields(PodTemplate.of(tier, new App("shop", Optional.empty(), new TreeMap<>(), true), "v1.28.3")
                .map());
    }

    private static List<Map<String, Object>> maps(List<Fields> items) {
        return items.stream().map(Fields::map).toList();
    }

    private static JsonElement json(Object value) {
        return new Gson().toJsonTree(value);
    }

    @Test
    void theFilesOfATierAreOneConfigMapMountedFileByFile() {
        Tier web = tier(
                "web",
                "'site':{'path':'/etc/nginx/a.conf','content':'A','tiers':'web'},'all':{'path':'/etc/all','content':''}");

        assertEquals(
                JsonParser.parseString("{'all': '', 'site': 'A'}"),
                json(TierFiles.configMap(web, "apps")
                        .orElseThrow()
                        .body()
                        .at("data")
                        .map()));
        Fields pod = template(web).at("spec");
        assertEquals(
                JsonParser.parseString("[{'name': 'config', 'configMap': {'name': 'shop-web'}}]"),
                json(maps(pod.each("volumes"))));
        assertEquals(
                JsonParser.parseString("""
                [{"name": "config", "mountPath": "/etc/all", "subPath": "all", "readOnly": true},
                 {"name": "config", "mountPath": "/etc/nginx/a.conf", "subPath": "site", "readOnly": true}]
                """),
                json(maps(pod.each("containers").get(0).each("volumeMounts"))));
    }

    @Test
    void aFileIsForTheTiersThatItNames() {
        Tier db = tier("db", "'site':{'path':'/a','content':'A','tiers':'web'}");

        assertEquals(Optional.empty(), TierFiles.configMap(db, "apps"));
        assertFalse(template(db).has("spec", "volumes"));
        assertFalse(template(db).has("metadata", "annotations"));
    }

    @Test
    void anotherContentRollsThePodsOfItsTiersAlone() {
        String site = "'all':{'path':'/b','content':'B'},'site':{'tiers':'web','path':'/a','content':'%s'}";
        assertNotEquals(template(tier("web", site.formatted("A"))), template(tier("web", site.formatted("B"))));
        assertEquals(template(tier("web", site.formatted("A"))), template(tier("web", site.formatted("A"))));
        assertEquals(template(tier("db", site.formatted("A"))), template(tier("db", site.formatted("B"))));
    }
}
