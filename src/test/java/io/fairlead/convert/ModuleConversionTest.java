package io.fairlead.convert;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of create options and of the modules of a deployment manifest. */
class ModuleConversionTest {

    private static final String BOUND = "{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'8080'}]}}}";

    private static JsonObject json(String relaxed) {
        return JsonParser.parseString(relaxed).getAsJsonObject();
    }

    private static Converted options(String name, String options) {
        return Conversion.convert(List.of(new Source(name, json(options).toString())), Optional.of("nginx:1"));
    }

    /** A manifest with one module; {@code module} are its fields. */
    private static Converted manifest(String module) {
        String manifest =
                "{modulesContent:{'$edgeAgent':{'properties.desired':{schemaVersion:'1.1', systemModules:{edgeHub:{}},"
                        + " modules:{Web_Server:{version:'1.0', type:'docker', status:'running', restartPolicy:'always', "
                        + module
                        + "}}}}, '$edgeHub':{'properties.desired':{routes:{}}}}}";
        return Conversion.convert(
                List.of(new Source("deployment.json", json(manifest).toString())), Optional.empty());
    }

    private static JsonObject app(Converted converted, String id) {
        return converted.desired().getAsJsonObject("apps").getAsJsonObject(id);
    }

    private static List<String> told(Converted converted) {
        return converted.left().stream()
                .map(left -> left.object() + ": " + left.path())
                .toList();
    }

    @Test
    void createOptionsAloneAreAnAppCalledLikeTheirFile() {
        Converted converted = options("modules/Web.options.json", BOUND);

        assertEquals(json("{image:'nginx:1', ports:'8080:80', expose:'external'}"), app(converted, "weboptions"));
        assertEquals(List.of(), converted.left());
        assertEquals(json("{image:'nginx:1', ports:'8080:80', expose:'external'}"), app(options("-", BOUND), "app"));
    }

    @Test
    void theImageThatTheOptionsNameIsTaken() {
        assertEquals(
                "other:1",
                app(options("a.json", "{Image:'other:1'}"), "a").get("image").getAsString());
    }

    @Test
    void createOptionsWithoutAnImageAreRefused() {
        assertEquals(
                List.of("a.json: these create options name no image; add --image"),
                Conversion.convert(List.of(new Source("a.json", "{\"Env\": []}")), Optional.empty())
                        .unreadable());
    }

    @Test
    void jsonMayBeIndentedWithTabs() {
        Converted converted = Conversion.convert(
                List.of(new Source("a.json", "{\n\t\"Image\": \"nginx:1\",\n\t\"Env\": [\"A=1\"]\n}")),
                Optional.empty());

        assertEquals(json("{image:'nginx:1', env:{A:'1'}}"), app(converted, "a"));
    }

    static Stream<Arguments> left() {
        return Stream.of(
                Arguments.of("{HostConfig:{Binds:['/srv:/srv']}}", "HostConfig.Binds"),
                Arguments.of("{Env:['A=1','A']}", "Env[1]"),
                Arguments.of("{Env:['1A=1']}", "Env[0]"),
                Arguments.of("{WorkingDir:'/srv'}", "WorkingDir"),
                Arguments.of("{Labels:{a:'b'}}", "Labels.a"),
                Arguments.of("{'k8s-experimental':{strategy:{type:'Recreate'}}}", "k8s-experimental.strategy"),
                Arguments.of("{HostConfig:{PortBindings:{'80/tcp':[{HostPort:'31000'}]}}}", "HostConfig.PortBindings"));
    }

    @ParameterizedTest
    @MethodSource("left")
    void whatATierCannotSayIsToldWithItsPlaceInTheOptions(String options, String expected) {
        JsonObject image = json(options);
        image.addProperty("Image", "nginx:1");

        Converted converted = options("a.json", image.toString());

        assertEquals(List.of("a.json: " + expected), told(converted));
        assertEquals("nginx:1", app(converted, "a").get("image").getAsString());
    }

    @Test
    void aModuleIsAnAppCalledLikeTheServiceThatIoTEdgeGivesIt() {
        Converted converted =
                manifest("settings:{image:'nginx:1', createOptions:'{\\\"ExposedPorts\\\":{\\\"80/tcp\\\":{}}}'},"
                        + " env:{'A:B':{value:'x'}, N:{value:7}}");

        assertEquals(List.of(), converted.left());
        assertEquals(
                json("{image:'nginx:1', ports:'80:80', expose:'internal', isolate:false, env:{A__B:'x', N:'7'}}"),
                app(converted, "webserver"));
    }

    @Test
    void aModuleOfALayeredDeploymentIsReadToo() {
        String layered =
                "{modulesContent:{'$edgeAgent':{'properties.desired.modules.web':{settings:{image:'nginx:1'}}}}}";
        Converted converted = Conversion.convert(
                List.of(new Source("layered.json", json(layered).toString())), Optional.empty());

        assertEquals(json("{image:'nginx:1'}"), app(converted, "web"));
    }

    @Test
    void createOptionsThatTheManifestCutsAreJoined() {
        Converted converted =
                manifest("settings:{image:'nginx:1', createOptions:'{\\\"Env\\\":', createOptions01:'[\\\"A=1\\\"]}'}");

        assertEquals(List.of(), converted.left());
        assertEquals(json("{image:'nginx:1', env:{A:'1'}}"), app(converted, "webserver"));
    }

    @Test
    void aStoppedModuleIsAStoppedTierAndWhatAModuleHasBeyondATierIsTold() {
        Converted converted = Conversion.convert(
                List.of(new Source(
                        "deployment.json",
                        json("{content:{modulesContent:{'$edgeAgent':{'properties.desired':{modules:{"
                                        + "web:{type:'docker', status:'stopped', restartPolicy:'never', startupOrder:2, settings:{image:'nginx:1',"
                                        + " createOptions:'{\\\"HostConfig\\\":{\\\"Privileged\\\":true}}'}}}}},"
                                        + " web:{'properties.desired':{interval:5}}}}}")
                                .toString())),
                Optional.empty());

        assertEquals(
                List.of(
                        "module web: restartPolicy",
                        "module web: startupOrder",
                        "module web: settings.createOptions.HostConfig.Privileged",
                        "module web: properties.desired"),
                told(converted));
        assertEquals(json("{image:'nginx:1', replicas:0}"), app(converted, "web"));
    }
}
