// Empty: in a simulated room nothing stands behind daily-js but the simulation.
