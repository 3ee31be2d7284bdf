package io.fairlead.cli.fleet;

import com.google.gson.JsonObject;
import io.fairlead.fleet.definition.Fleet;
import io.fairlead.fleet.definition.Site;
import io.fairlead.fleet.site.SiteTwin;
import io.fairlead.service.ServiceClient;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code fairlead fleet pull}: fetches the twins of all sites. */
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        description = {
            "Fetches the twin of each site into .twins in the fleet's folder, so that 'fleet plan' needs no connection.",
            "Standard error lists sites whose module is not in IoT Hub, and devices that have the module but are no site.",
            "Exit status: 0 if each site has a twin, 1 if one has none, 2 if it cannot be run."
        },
        footerHeading = "%nExample:%n",
        footer = "  fairlead fleet pull --login-file ~/.hub")
final class PullCommand implements Callable<Integer> {

    private static final int MOST_LISTED = 20;

    @Mixin
    private FleetOptions options = new FleetOptions();

    @Mixin
    private HubAccess access = new HubAccess();

    @Override
    public Integer call() {
        return options.guarded(() -> {
            Fleet fleet = options.read(options.folder().files());
            List<Site> sites = fleet.sites();
            try (ServiceClient client = access.client(fleet.settings())) {
                List<String> absent = new ArrayList<>();
                SortedMap<String, SiteTwin> twins =
                        new TwinReader(client, fleet.settings(), options::progress).read(sites, absent);
                TwinFiles files = TwinFiles.in(options.folder());
                twins.forEach(files::write);
                absent.forEach(options::tell);
                List<String> others = others(client, fleet, sites);
                others.stream().limit(MOST_LISTED).forEach(options::tell);
                if (others.size() > MOST_LISTED) {
                    options.tell("and " + (others.size() - MOST_LISTED) + " more such devices");
                }
                options.print(twins.size() + " twins in " + files.folder());
                return absent.isEmpty() && fleet.problems().isEmpty() ? 0 : FleetOptions.PROBLEMS;
            }
        });
    }

    /** The devices that have the module but are not in the table, by a query, whose result may be half an hour old. */
    private static List<String> others(ServiceClient client, Fleet fleet, List<Site> sites) {
        Set<String> known = sites.stream().map(Site::device).collect(Collectors.toCollection(TreeSet::new));
        try {
            String sql = "SELECT * FROM devices.modules WHERE moduleId = '"
                    + fleet.settings().module().replace("'", "''") + "'";
            return client.query(sql).stream()
                    .map((JsonObject row) -> row.get("deviceId").getAsString())
                    .filter(device -> !known.contains(device))
                    .map(device -> "the device " + device + " has the module and is not in the table of sites")
                    .toList();
        } catch (IOException failed) {
            throw new UnreadableText("the query failed: " + failed.getMessage());
        }
    }
}
