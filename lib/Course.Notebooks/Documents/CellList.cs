using System.Collections.ObjectModel;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>The cells of a notebook; keeps the notebook's JSON in step.</summary>
internal sealed class CellList(JsonArray json, List<NotebookCell> cells) : Collection<NotebookCell>(cells)
{
    protected override void InsertItem(int index, NotebookCell item)
    {
        CheckFree(item);
        json.Insert(index, item.Json);
        base.InsertItem(index, item);
    }

    protected override void SetItem(int index, NotebookCell item)
    {
        CheckFree(item);
        json[index] = item.Json;
        base.SetItem(index, item);
    }

    protected override void RemoveItem(int index)
    {
        json.RemoveAt(index);
        base.RemoveItem(index);
    }

    protected override void ClearItems()
    {
        json.Clear();
        base.ClearItems();
    }

    private void CheckFree(NotebookCell item)
    {
        if (item.Json.Parent is not null)
            throw new ArgumentException($"Cell '{item.Id}' belongs to a notebook already; remove it there first, or make a new cell of its source.", nameof(item));
        if (this.Any(cell => cell.Id == item.Id))
            throw new ArgumentException($"The notebook has a cell with the id '{item.Id}' already; ids must differ.", nameof(item));
    }
}
