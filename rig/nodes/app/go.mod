module fairlead.rig/app

go 1.21
