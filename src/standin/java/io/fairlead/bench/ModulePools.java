package io.fairlead.bench;

import java.io.IOException;

/** Pools by patches of the module twin. */
final class ModulePools implements PoolContender {

    private final ModuleProcess module;
    private final Apps apps;

    /** A module that has started and waits. */
    ModulePools(Place place, Apps apps, String device) throws IOException, InterruptedException {
        this.apps = apps;
        this.module = new ModuleProcess(place, device);
    }

    @Override
    public void pool(String range) {
        module.patch("{\"network\":{\"services\":{\"pools\":{\"default\":{\"addresses\":\"" + range
                + "\"}}}},\"control\":null}");
    }

    @Override
    public void noPool() throws InterruptedException {
        module.patch("{\"network\":{\"services\":{\"pools\":{\"default\":null}}},\"control\":{\"allowEmpty\":true}}");
        module.converged();
    }

    @Override
    public void deploy() throws InterruptedException {
        module.patch("{\"network\":{\"services\":{\"onShrink\":\"reassign\"}}}");
        module.patch(apps.desired());
        module.converged();
    }

    @Override
    public void renumber(Range from, Range to) {
        pool(to.toString());
    }

    @Override
    public void close() {
        module.close();
    }
}
