package io.fairlead.standin.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deployments make of a twin. */
class DeploymentsTest {

    @TempDir
    private Path folder;

    private HubStandIn hub;
    private HubTwin twin;
    private Deployments deployments;

    @BeforeEach
    void aModule() throws IOException {
        hub = HubStandIn.startAnywhere(folder);
        twin = hub.createModule("edge", "m");
        deployments = new Deployments(hub, "edge");
    }

    @AfterEach
    void end() {
        hub.close();
    }

    @Test
    void aLayerComesChangesAndGoesOverABaseThatOwnsTheTwin() {
        deployments.create("base", 1, base("{'properties.desired':{'schema':1,'apps':{'a':{'n':1}}}}"));
        deployments.create("layer", 2, layer("{'properties.desired.apps.b':{'n':2}}"));
        assertEquals(json("{'schema':1,'apps':{'a':{'n':1},'b':{'n':2}}}"), twin.desired());

        deployments.create("layer-2", 3, layer("{'properties.desired.apps.b':{'m':3}}"));
        deployments.delete("layer");
        assertEquals(json("{'schema':1,'apps':{'a':{'n':1},'b':{'m':3}}}"), twin.desired());

        deployments.delete("layer-2");
        assertEquals(json("{'schema':1,'apps':{'a':{'n':1}}}"), twin.desired());
    }

    @Test
    void aBaseWithDesiredPropertiesRevertsTheSitesOwnEdit() {
        deployments.create("base", 1, base("{'properties.desired':{'schema':1}}"));
        twin.patchDesired(json("{'network':{'range':'own'}}"));

        deployments.evaluate();

        assertEquals(json("{'schema':1}"), twin.desired());
    }

    @Test
    void aBaseThatPlacesTheModuleAloneKeepsTheSitesOwnEditAndSoDoesALayer() {
        deployments.create("base", 1, base(null));
        twin.patchDesired(json("{'schema':1,'network':{'range':'own'}}"));
        deployments.create("layer", 2, layer("{'properties.desired.apps.b':{'n':2}}"));
        assertEquals(json("{'schema':1,'network':{'range':'own'},'apps':{'b':{'n':2}}}"), twin.desired());
        long version = twin.desiredVersion();

        deployments.evaluate();
        assertEquals(version, twin.desiredVersion(), "nothing differs, so nothing is written");

        deployments.delete("layer");
        assertEquals(json("{'schema':1,'network':{'range':'own'},'apps':{}}"), twin.desired());
    }

    @Test
    void aLayerBelowItsBaseCountsForNothingAndTheHigherOfTwoBasesWins() {
        deployments.create("layer", 1, layer("{'properties.desired.apps.b':{'n':2}}"));
        assertEquals(json("{}"), twin.desired());
        deployments.create("low", 2, base("{'properties.desired':{'schema':1}}"));
        deployments.create("high", 3, base("{'properties.desired':{'schema':2}}"));
        assertEquals(json("{'schema':2}"), twin.desired());

        deployments.delete("high");

        assertEquals(json("{'schema':1}"), twin.desired());
    }

    @Test
    void contentCannotChange() {
        deployments.create("base", 1, base(null));

        assertThrows(HubRefusal.class, () -> deployments.create("base", 1, base(null)));
    }

    private static JsonObject base(@Nullable String module) {
        return json("{'modulesContent':{'$edgeAgent':{'properties.desired':{}}"
                + (module == null ? "" : ",'m':" + module) + "}}");
    }

    private static JsonObject layer(String module) {
        return json("{'content':{'modulesContent':{'m':" + module + "}}}");
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }
}
