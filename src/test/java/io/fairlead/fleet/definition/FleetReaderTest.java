package io.fairlead.fleet.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents that are rendered from the files of a fleet, and the messages for mistakes in them. */
class FleetReaderTest {

    private static final SortedMap<String, String> GOOD = new TreeMap<>(Map.of(
            "fleet.yaml",
            """
            hub: fairlead-hub.test
            waves:
              - {name: canary, soak: 10m, atOnce: 1}
              - {name: rest, approve: true}
            halt: {harm: 2%, after: 8}
            """,
            "sites.csv",
            """
            site,device,groups,wave,range,keepFree
            # The two canaries.
            oslo,ase-oslo,retail,canary,"10.1.0.10-10.1.0.20, 10.1.1.1",1
            bergen,ase-bergen,retail cold,rest,10.2.0.10-10.2.0.20,2
            """,
            "base.yaml",
            """
            schema: 1
            network:
              services:
                keepFree: ${keepFree}
                pools: {default: {addresses: "${range}"}}
            apps:
              shop: {image: nginx:1, env: {SITE: "at ${range}", PATTERN: "$${host}"}, replicas: 1}
            """,
            "groups/retail.yaml",
            "apps: {shop: {replicas: 2}}\n",
            "groups/cold.yaml",
            "apps: {shop: {env: {PATTERN: null, COLD: 'true'}, replicas: 3}}\n",
            "sites/bergen.yaml",
            "network: {services: {pools: {default: {autoAssign: false}}}}\n"));

    private static SortedMap<String, String> with(String file, String from, String to) {
        SortedMap<String, String> files = new TreeMap<>(GOOD);
        String text = files.getOrDefault(file, "");
        assertTrue(from.isEmpty() || text.contains(from), () -> file + " has no " + from);
        files.put(file, from.isEmpty() ? to : text.replace(from, to));
        return files;
    }

    private static List<String> problems(SortedMap<String, String> files) {
        return FleetReader.read(files).problems().stream()
                .map(FleetProblem::toString)
                .toList();
    }

    @Test
    void baseGroupsAndSiteAreMergedInThatOrderAndTheColumnsFilledIn() {
        Fleet fleet = FleetReader.read(GOOD);
        assertEquals(List.of(), fleet.problems());
        assertEquals(
                "{\"apps\":{\"shop\":{\"env\":{\"COLD\":\"true\",\"SITE\":\"at 10.2.0.10-10.2.0.20\"},\"image\":\"nginx:1\","
                        + "\"replicas\":3}},\"network\":{\"services\":{\"keepFree\":2,\"pools\":{\"default\":{\"addresses\":"
                        + "\"10.2.0.10-10.2.0.20\",\"autoAssign\":false}}}},\"schema\":1}",
                fleet.documents().get(0).canonical());
        String oslo = fleet.documents().get(1).canonical();
        assertTrue(oslo.contains("\"PATTERN\":\"${host}\""), oslo);
        assertTrue(oslo.contains("\"addresses\":\"10.1.0.10-10.1.0.20, 10.1.1.1\""), oslo);
        assertTrue(oslo.contains("\"replicas\":2"), oslo);
    }

    @Test
    void theSettingsSayWavesLimitsAndTimes() {
        FleetSettings settings = FleetReader.read(GOOD).settings();
        assertEquals(
                List.of(
                        new Wave("canary", Duration.ofMinutes(10), false, 1),
                        new Wave("rest", Duration.ofMinutes(2), true, Integer.MAX_VALUE)),
                settings.waves());
        assertEquals("2%", settings.halt().harm().toString());
        assertEquals(8, settings.halt().after());
        assertEquals("20%", settings.halt().unreached().toString());
        assertEquals("fairlead", settings.module());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ranges, zones]", "ranges zones", "'ranges, zones'"})
    void whatSitesMayShareIsAListOrAText(String shared) {
        assertEquals(
                Set.of("ranges", "zones"),
                FleetReader.read(with("fleet.yaml", "waves:", "shared: " + shared + "\nwaves:"))
                        .settings()
                        .shared());
        assertEquals(
                List.of("fleet.yaml: line 2: sites cannot have 'rangs' in common; did you mean 'ranges'?"),
                problems(with("fleet.yaml", "waves:", "shared: [rangs]\nwaves:")));
    }

    @Test
    void theSameTableInYamlGivesTheSameDocuments() {
        SortedMap<String, String> files = new TreeMap<>(GOOD);
        files.remove("sites.csv");
        files.put("sites.yaml", """
                oslo: {device: ase-oslo, groups: [retail], wave: canary, range: "10.1.0.10-10.1.0.20, 10.1.1.1", keepFree: 1}
                bergen: {device: ase-bergen, groups: [retail, cold], wave: rest, range: 10.2.0.10-10.2.0.20, keepFree: 2}
                """);
        assertEquals(List.of(), problems(files));
        assertEquals(
                FleetReader.read(GOOD).documents().stream()
                        .map(SiteDocument::canonical)
                        .toList(),
                FleetReader.read(files).documents().stream()
                        .map(SiteDocument::canonical)
                        .toList());
        files.computeIfPresent("sites.yaml", (name, text) -> text.replace("wave: rest", "wave: resst"));
        assertEquals(
                List.of("sites.yaml: line 2: no wave 'resst' in fleet.yaml; did you mean 'rest'?"), problems(files));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "base.yaml|\"${range}\"|\"${rnage}\"|base.yaml: line 5: no column 'rnage' in sites.csv; did you mean 'range'?",
                "base.yaml|\"${range}\"|\"${range\"|base.yaml: line 5: no column 'range (without })' in sites.csv",
                "sites.csv|keepFree|keepFre|sites.csv: line 1: no file uses the column 'keepFre'; did you mean 'keepFree'?",
                "sites.csv|20,2|20,|sites.csv: line 4: the site 'bergen' has no value for 'keepFree', which network.services.keepFree needs; fill the column",
                "sites.csv|20,2|20,two|sites.csv: line 4: the site 'bergen' gives 'two' for network.services.keepFree, which takes a whole number",
                "sites.csv|20,2|20,2,7|sites.csv: line 4: 7 values for 6 columns; put quotes around a value with a comma",
                "sites.csv|10.1.1.1\"|10.1.1.1|sites.csv: line 3: a quote does not end, or text follows one; write \"a, \"\"b\"\"\"",
                "sites.csv|retail cold|retail colt|sites.csv: line 4: no file groups/colt.yaml for the group 'colt'; did you mean 'cold'?",
                "sites.csv|rest|resst|sites.csv: line 4: no wave 'resst' in fleet.yaml; did you mean 'rest'?",
                "sites.csv|bergen,|oslo,|sites.csv: line 4: the site 'oslo' is already in sites.csv: line 3; remove one of the two",
                "sites.csv|ase-bergen|ase-oslo|sites.csv: line 4: the device 'ase-oslo' is already in sites.csv: line 3; remove one of the two",
                "sites.csv|bergen,|../bergen,|sites.csv: line 4: '../bergen' is no name of a site; use letters, digits, -, . and _",
                "sites/olso.yaml||apps: {}|sites/olso.yaml: no site 'olso'; did you mean 'oslo'?",
                "groups/cold.yaml|{|[|groups/cold.yaml: line 1, column 48: it is no YAML",
                "base.yaml|schema: 1|schema: 1\\nschema: 1|base.yaml: line 2, column 1: the key \"schema\" is already at line 1, column 1",
                "fleet.yaml|soak|sook|fleet.yaml: line 3: no key 'sook' in a wave; did you mean 'soak'?",
                "fleet.yaml|10m|10 min|fleet.yaml: line 3: `soak` is a time such as 90s, 10m or 2h",
                "fleet.yaml|2%|200%|fleet.yaml: line 5: `harm` is a number of sites or a share such as 2%",
                "fleet.yaml|hub: fairlead-hub.test|hub: https://x/|fleet.yaml: line 1: `hub` is the host of IoT Hub's service side",
            })
    void aMistakeIsNamedWithFileLineAndTheNearestName(String file, String from, String to, String problem) {
        List<String> found = problems(with(file, from == null ? "" : from, to.replace("\\n", "\n")));
        assertTrue(found.stream().anyMatch(line -> line.startsWith(problem)), () -> String.join("\n", found));
    }

    @ParameterizedTest
    @CsvSource({"'20,2', '20,'", "'bergen,', '../bergen,'"})
    void aSiteWithAProblemHasNoDocumentAndTheOthersDo(String from, String to) {
        Fleet fleet = FleetReader.read(with("sites.csv", from, to));
        assertEquals(
                List.of("oslo"),
                fleet.documents().stream()
                        .map(document -> document.site().name())
                        .toList());
    }

    @Test
    void anEmptyFolderIsProblemsAndNoException() {
        assertEquals(
                List.of(
                        "fleet.yaml: `hub` is the host of IoT Hub's service side, such as contoso.azure-devices.net",
                        "fleet.yaml: no such file in the fleet's folder",
                        "sites.yaml: no such file in the fleet's folder"),
                problems(new TreeMap<>()));
    }
}
