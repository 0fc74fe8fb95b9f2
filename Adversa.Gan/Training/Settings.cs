namespace Adversa.Gan.Training;

/// <summary>
/// All settings: the one list that files, recipes, the command line with its help, and the checks of ranges are made from. A
/// property of <see cref="TrainingOptions"/> with a <see cref="SettingAttribute"/> is in it, and nothing else has to be edited.
/// </summary>
public static class Settings
{
    private static readonly Setting[] InOrder =
    [
        .. from property in OptionsJson.Default.TrainingOptions.Properties
           let attributes = property.AttributeProvider!.GetCustomAttributes(typeof(SettingAttribute), inherit: false)
           from SettingAttribute declared in attributes
           select new Setting(property, declared),
    ];

    private static readonly Dictionary<string, Setting> ByName = InOrder.ToDictionary(setting => setting.Name);

    /// <summary>The settings in the order of their properties.</summary>
    public static IReadOnlyList<Setting> All => InOrder;

    /// <summary>A setting by its name; null if there is none.</summary>
    public static Setting? Find(string name) => ByName.GetValueOrDefault(name);
}
